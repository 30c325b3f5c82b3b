<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en_US">
<context>
    <name>AddingCard</name>
    <message>
        <source>Progress of adding the model</source>
        <translation>Andamento da adição do modelo</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>Escolher outro…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Línguas</translation>
    </message>
</context>
<context>
    <name>AlternativesView</name>
    <message>
        <source>Other ways to say it</source>
        <translation>Outras maneiras de dizer</translation>
    </message>
    <message>
        <source>Hear “%1”</source>
        <translation>Ouvir “%1”</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Translated back: “%1”</source>
        <translation>Traduzido de volta: “%1”</translation>
    </message>
    <message>
        <source>By a language model: it may be wrong</source>
        <translation>De um modelo de linguagem: pode estar errado</translation>
    </message>
    <message>
        <source>By another translator (%1)</source>
        <translation>De outro tradutor (%1)</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message>
        <source>Your answer</source>
        <translation>Sua resposta</translation>
    </message>
    <message>
        <source>Type your answer</source>
        <translation>Digite sua resposta</translation>
    </message>
    <message>
        <source>Check (Enter)</source>
        <translation>Conferir (Enter)</translation>
    </message>
    <message>
        <source>I don’t know ({key})</source>
        <translation>Não sei ({key})</translation>
    </message>
    <message>
        <source>I can speak again</source>
        <translation>Já posso falar</translation>
    </message>
    <message>
        <source>I can’t speak now</source>
        <translation>Não posso falar agora</translation>
    </message>
    <message>
        <source>Stop (Space)</source>
        <translation>Parar (Espaço)</translation>
    </message>
    <message>
        <source>Speak (Space)</source>
        <translation>Falar (Espaço)</translation>
    </message>
    <message>
        <source>Hold Space or click to speak</source>
        <translation>Segure Espaço ou clique para falar</translation>
    </message>
    <message>
        <source>Hold Space or click to speak, or type it</source>
        <translation>Segure Espaço ou clique para falar, ou digite</translation>
    </message>
    <message>
        <source>Listening. It stops when you pause.</source>
        <translation>Ouvindo. Para sozinho quando você fizer uma pausa.</translation>
    </message>
    <message>
        <source>Speak now.</source>
        <translation>Fale agora.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>BookShelf</name>
    <message>
        <source>Open a file…</source>
        <translation>Abrir um arquivo…</translation>
    </message>
    <message>
        <source>Paste a text</source>
        <translation>Colar um texto</translation>
    </message>
    <message>
        <source>Texts you opened</source>
        <translation>Textos que você abriu</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ler</translation>
    </message>
    <message>
        <source>Open a text in the language you learn: a book (.epub), a page (.html), subtitles (.srt), .txt or .md. New words are marked, and any word can be looked up.</source>
        <translation>Abra um texto na língua que você aprende: um livro (.epub), uma página (.html), legendas (.srt), .txt ou .md. As palavras novas são marcadas, e qualquer palavra pode ser consultada.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Read on</source>
        <translation>Continuar a ler</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Tirar da lista</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n palavra</numerusform>
            <numerusform>%n palavras</numerusform>
        </translation>
    </message>
    <message>
        <source>{percent} % read</source>
        <translation>{percent} % lido</translation>
    </message>
    <message>
        <source>“{title}” was taken off the list.</source>
        <translation>“{title}” saiu da lista.</translation>
    </message>
</context>
<context>
    <name>BusyLine</name>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
</context>
<context>
    <name>BusyView</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Cancelar (Esc)</translation>
    </message>
</context>
<context>
    <name>CaptionView</name>
    <message>
        <source>Captions</source>
        <translation>Legendas</translation>
    </message>
</context>
<context>
    <name>CardDialog</name>
    <message>
        <source>Card</source>
        <translation>Cartão</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Novo cartão</translation>
    </message>
    <message>
        <source>Word or phrase</source>
        <translation>Palavra ou expressão</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>Sentence with it</source>
        <translation>Frase em que aparece</translation>
    </message>
    <message>
        <source>What the sentence means</source>
        <translation>O que a frase significa</translation>
    </message>
    <message>
        <source>Tags, parted by spaces</source>
        <translation>Etiquetas, separadas por espaços</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>Como foi</translation>
    </message>
    <message>
        <source>Hear it (Alt+P)</source>
        <translation>Ouvir (Alt+P)</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>Salvar (Enter)</translation>
    </message>
    <message>
        <source>said</source>
        <translation>dito</translation>
    </message>
    <message>
        <source>listened to</source>
        <translation>ouvido</translation>
    </message>
    <message>
        <source>translated</source>
        <translation>traduzido</translation>
    </message>
    <message>
        <source>told apart</source>
        <translation>distinguido</translation>
    </message>
    <message>
        <source>right</source>
        <translation>certo</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>errado</translation>
    </message>
    <message>
        <source>unclear</source>
        <translation>não ficou claro</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>não sabia</translation>
    </message>
</context>
<context>
    <name>CardModel</name>
    <message>
        <source>Word</source>
        <translation>Palavra</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Situação</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Revisão</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
</context>
<context>
    <name>CardTable</name>
    <message>
        <source>Your cards</source>
        <translation>Seus cartões</translation>
    </message>
</context>
<context>
    <name>CardTexts</name>
    <message>
        <source>suspended</source>
        <translation>suspenso</translation>
    </message>
    <message>
        <source>forgotten often</source>
        <translation>esquecido muitas vezes</translation>
    </message>
    <message>
        <source>new</source>
        <translation>novo</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>aprendendo</translation>
    </message>
    <message>
        <source>known</source>
        <translation>conhecido</translation>
    </message>
    <message>
        <source>now</source>
        <translation>agora</translation>
    </message>
    <message>
        <source>Not asked yet.</source>
        <translation>Ainda não perguntado.</translation>
    </message>
    <message>
        <source>Times asked: {count}. The chance that you know it now: {percent} %.</source>
        <translation>Vezes perguntado: {count}. Chance de você saber agora: {percent} %.</translation>
    </message>
    <message>
        <source>Times forgotten after it was learnt: {count}.</source>
        <translation>Vezes esquecido depois de aprendido: {count}.</translation>
    </message>
    <message>
        <source>It keeps slipping away. Give it another sentence or meaning, or suspend it.</source>
        <translation>Ele vive escapando. Dê a ele outra frase ou significado, ou suspenda-o.</translation>
    </message>
    <message>
        <source>Times looked up since you last knew it: {count}.</source>
        <translation>Vezes consultado desde a última vez que você sabia: {count}.</translation>
    </message>
</context>
<context>
    <name>ContourView</name>
    <message>
        <source>Melody of your voice and of the model’s</source>
        <translation>Melodia da sua voz e da voz do modelo</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Você</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modelo</translation>
    </message>
    <message>
        <source>You took {times} times as long as the model.</source>
        <translation>Você levou {times} vezes o tempo do modelo.</translation>
    </message>
    <message>
        <source>{seconds} seconds of speech</source>
        <translation>{seconds} segundos de fala</translation>
    </message>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation>
            <numerusform>%n pausa</numerusform>
            <numerusform>%n pausas</numerusform>
        </translation>
    </message>
    <message>
        <source>no pauses</source>
        <translation>sem pausas</translation>
    </message>
    <message>
        <source>the voice rises at the end</source>
        <translation>a voz sobe no fim</translation>
    </message>
    <message>
        <source>the voice falls at the end</source>
        <translation>a voz desce no fim</translation>
    </message>
    <message>
        <source>{who}: {what}.</source>
        <translation>{who}: {what}.</translation>
    </message>
</context>
<context>
    <name>CourseStep</name>
    <message>
        <source>I speak</source>
        <translation>Eu falo</translation>
    </message>
    <message>
        <source>I learn</source>
        <translation>Quero aprender</translation>
    </message>
    <message>
        <source>What can be learned depends on what you speak.</source>
        <translation>O que dá para aprender depende da língua que você fala.</translation>
    </message>
    <message>
        <source>I know</source>
        <translation>Eu sei</translation>
    </message>
    <message>
        <source>Nothing yet, or very little</source>
        <translation>Nada ainda, ou muito pouco</translation>
    </message>
    <message>
        <source>Some: simple sentences</source>
        <translation>Um pouco: frases simples</translation>
    </message>
    <message>
        <source>I get by in everyday life</source>
        <translation>Eu me viro no dia a dia</translation>
    </message>
    <message>
        <source>How much of it I know</source>
        <translation>Quanto eu já sei</translation>
    </message>
</context>
<context>
    <name>DefinitionsView</name>
    <message>
        <source>Show all definitions</source>
        <translation>Mostrar todas as definições</translation>
    </message>
    <message>
        <source>Show fewer definitions</source>
        <translation>Mostrar menos definições</translation>
    </message>
</context>
<context>
    <name>DetailsView</name>
    <message>
        <source>Name: %1. Licence: %2.</source>
        <translation>Nome: %1. Licença: %2.</translation>
    </message>
    <message>
        <source>From: %1.</source>
        <translation>Origem: %1.</translation>
    </message>
    <message>
        <source>Use this one</source>
        <translation>Usar este</translation>
    </message>
    <message>
        <source>Use langtutor’s own</source>
        <translation>Usar o do próprio langtutor</translation>
    </message>
    <message>
        <source>Measure speed</source>
        <translation>Medir a velocidade</translation>
    </message>
    <message>
        <source>Examine</source>
        <translation>Examinar</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>Verificar arquivos</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remover…</translation>
    </message>
    <message>
        <source>Delete what has arrived</source>
        <translation>Apagar o que chegou</translation>
    </message>
</context>
<context>
    <name>DeviceWatch</name>
    <message>
        <source>As the system</source>
        <translation>Como o sistema</translation>
    </message>
    <message>
        <source>{device} (not plugged in)</source>
        <translation>{device} (não conectado)</translation>
    </message>
</context>
<context>
    <name>DictionaryDialog</name>
    <message>
        <source>A word</source>
        <translation>Uma palavra</translation>
    </message>
    <message>
        <source>A word for your dictionary</source>
        <translation>Uma palavra para o seu dicionário</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Adicionar</translation>
    </message>
    <message>
        <source>Your dictionary</source>
        <translation>Seu dicionário</translation>
    </message>
    <message>
        <source>These words are never marked as mistakes.</source>
        <translation>Estas palavras nunca são marcadas como erro.</translation>
    </message>
    <message>
        <source>No words yet.</source>
        <translation>Ainda não há palavras.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>Remove “{word}”</source>
        <translation>Remover “{word}”</translation>
    </message>
</context>
<context>
    <name>DisagreementsDialog</name>
    <message>
        <source>Each makes langtutor surer of itself before it marks the same kind of mistake again.</source>
        <translation>Cada discordância faz o langtutor exigir mais certeza antes de marcar de novo o mesmo tipo de erro.</translation>
    </message>
    <message>
        <source>What you disagreed with</source>
        <translation>Do que você discordou</translation>
    </message>
    <message>
        <source>You haven’t disagreed with anything.</source>
        <translation>Você não discordou de nada.</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Voltar atrás</translation>
    </message>
</context>
<context>
    <name>DownloadCard</name>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Stops, and deletes what has arrived of models that aren’t whole.</source>
        <translation>Para e apaga o que já chegou dos modelos incompletos.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Andamento do download</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 por segundo</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>pronto</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>falhou</translation>
    </message>
    <message>
        <source>waits for another langtutor</source>
        <translation>espera por outro langtutor</translation>
    </message>
    <message>
        <source>checking %1</source>
        <translation>verificando %1</translation>
    </message>
    <message>
        <source>preparing it for this computer, %1 %</source>
        <translation>preparando para este computador, %1 %</translation>
    </message>
    <message>
        <source>Not everything could be downloaded</source>
        <translation>Nem tudo pôde ser baixado</translation>
    </message>
    <message>
        <source>Paused. What has arrived is kept.</source>
        <translation>Em pausa. O que já chegou fica guardado.</translation>
    </message>
    <message>
        <source>Waits for the download before it</source>
        <translation>Espera pelo download anterior</translation>
    </message>
    <message numerus="yes">
        <source>Taking %n model(s) from the folder</source>
        <translation>
            <numerusform>Copiando %n modelo da pasta</numerusform>
            <numerusform>Copiando %n modelos da pasta</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Downloading %n model(s)</source>
        <translation>
            <numerusform>Baixando %n modelo</numerusform>
            <numerusform>Baixando %n modelos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftsView</name>
    <message>
        <source>Your texts</source>
        <translation>Seus textos</translation>
    </message>
    <message>
        <source>Version of the text</source>
        <translation>Versão do texto</translation>
    </message>
    <message>
        <source>The chosen text</source>
        <translation>O texto escolhido</translation>
    </message>
    <message>
        <source>Texts you write are kept here.</source>
        <translation>Os textos que você escreve ficam guardados aqui.</translation>
    </message>
    <message>
        <source>Without words</source>
        <translation>Sem palavras</translation>
    </message>
    <message>
        <source>{when}, open now</source>
        <translation>{when}, aberto agora</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Agora</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n palavra</numerusform>
            <numerusform>%n palavras</numerusform>
        </translation>
    </message>
    <message>
        <source>“{title}” was deleted.</source>
        <translation>“{title}” foi apagado.</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>Novo texto</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Desfazer</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>Restaurar esta versão</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
</context>
<context>
    <name>ExamplesView</name>
    <message>
        <source>Examples</source>
        <translation>Exemplos</translation>
    </message>
    <message>
        <source>from the course</source>
        <translation>do curso</translation>
    </message>
    <message>
        <source>you wrote this</source>
        <translation>você escreveu isto</translation>
    </message>
    <message>
        <source>you said this</source>
        <translation>você disse isto</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Open a text</source>
        <translation>Abrir um texto</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>Textos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos os arquivos</translation>
    </message>
    <message>
        <source>Save a copy of the text</source>
        <translation>Salvar uma cópia do texto</translation>
    </message>
    <message>
        <source>Word document</source>
        <translation>Documento do Word</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Texto simples</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>FindingCard</name>
    <message>
        <source>Fix</source>
        <translation>Corrigir</translation>
    </message>
    <message>
        <source>I disagree</source>
        <translation>Discordo</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>Ignorar</translation>
    </message>
    <message>
        <source>Add to dictionary</source>
        <translation>Adicionar ao dicionário</translation>
    </message>
    <message>
        <source>More about this</source>
        <translation>Mais sobre isto</translation>
    </message>
</context>
<context>
    <name>FindingMargin</name>
    <message>
        <source>Corrections and questions</source>
        <translation>Correções e perguntas</translation>
    </message>
    <message numerus="yes">
        <source>%n correction(s)</source>
        <translation>
            <numerusform>%n correção</numerusform>
            <numerusform>%n correções</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n pergunta</numerusform>
            <numerusform>%n perguntas</numerusform>
        </translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>Marcação anterior</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>Próxima marcação</translation>
    </message>
</context>
<context>
    <name>FindingTexts</name>
    <message>
        <source>Join the words.</source>
        <translation>Junte as palavras.</translation>
    </message>
    <message>
        <source>Leave a space.</source>
        <translation>Deixe um espaço.</translation>
    </message>
    <message>
        <source>Write “{better}” instead of “{was}”.</source>
        <translation>Escreva “{better}” em vez de “{was}”.</translation>
    </message>
    <message>
        <source>Add “{better}”.</source>
        <translation>Acrescente “{better}”.</translation>
    </message>
    <message>
        <source>Leave out “{was}”.</source>
        <translation>Tire “{was}”.</translation>
    </message>
    <message>
        <source>Perhaps “{better}” instead of “{was}”?</source>
        <translation>Talvez “{better}” em vez de “{was}”?</translation>
    </message>
    <message>
        <source>Is “{better}” missing?</source>
        <translation>Falta “{better}”?</translation>
    </message>
    <message>
        <source>Is “{was}” too much?</source>
        <translation>“{was}” está sobrando?</translation>
    </message>
</context>
<context>
    <name>FinishingView</name>
    <message>
        <source>Show the summary now</source>
        <translation>Mostrar o resumo agora</translation>
    </message>
    <message>
        <source>Looking through the whole text…</source>
        <translation>Examinando o texto inteiro…</translation>
    </message>
    <message>
        <source>Taking a second look: {done} of {all} sentences. This was found so far.</source>
        <translation>Segunda leitura: {done} de {all} frases. Isto foi encontrado até agora.</translation>
    </message>
    <message>
        <source>Looking through the whole text: {done} of {all} sentences</source>
        <translation>Examinando o texto inteiro: {done} de {all} frases</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Welcome</source>
        <translation>Boas-vindas</translation>
    </message>
    <message>
        <source>Can langtutor hear you?</source>
        <translation>O langtutor consegue ouvir você?</translation>
    </message>
    <message>
        <source>What langtutor needs</source>
        <translation>Do que o langtutor precisa</translation>
    </message>
    <message>
        <source>Say a sentence and hear it back. The recording is thrown away. This can be done later, too.</source>
        <translation>Diga uma frase e ouça a gravação, que depois é apagada. Isto também pode ser feito mais tarde.</translation>
    </message>
    <message>
        <source>Everything runs on this computer; models are downloaded once. You can begin while they come: what isn’t there yet is typed. All of this can be changed later on the Models page.</source>
        <translation>Tudo roda neste computador; os modelos são baixados uma única vez. Você pode começar enquanto eles chegam: por ora você digita o que depender deles. Tudo isto pode ser mudado depois na página Modelos.</translation>
    </message>
    <message>
        <source>Step %1 of 3</source>
        <translation>Passo %1 de 3</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Próximo (Enter)</translation>
    </message>
    <message>
        <source>Begin (Enter)</source>
        <translation>Começar (Enter)</translation>
    </message>
    <message>
        <source>Download %1 and begin (Enter)</source>
        <translation>Baixar %1 e começar (Enter)</translation>
    </message>
    <message>
        <source>Go on without</source>
        <translation>Continuar sem isto</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>Idioma desta janela</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>Voltar (Esc)</translation>
    </message>
    <message>
        <source>Begin without them</source>
        <translation>Começar sem eles</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Um passo para trás</translation>
    </message>
    <message>
        <source>Hear yourself</source>
        <translation>Ouvir a própria voz</translation>
    </message>
    <message>
        <source>Three answers, and you can begin. All of them can be changed later in Settings.</source>
        <translation>Três respostas e você já pode começar. Todas podem ser mudadas depois em Configurações.</translation>
    </message>
</context>
<context>
    <name>FormsView</name>
    <message>
        <source>%1, irregular</source>
        <translation>%1, irregular</translation>
    </message>
    <message>
        <source>All forms of “%1”</source>
        <translation>Todas as formas de “%1”</translation>
    </message>
    <message>
        <source>Hide the forms of “%1”</source>
        <translation>Esconder as formas de “%1”</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>Praticar</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulário</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escrever</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Consultar</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Ler</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>GlobalShortcut</name>
    <message>
        <source>Look up what is selected</source>
        <translation>Consultar o que está selecionado</translation>
    </message>
</context>
<context>
    <name>HearingRow</name>
    <message>
        <source>Yourself (A)</source>
        <translation>Você (A)</translation>
    </message>
    <message>
        <source>Model (B)</source>
        <translation>Modelo (B)</translation>
    </message>
    <message>
        <source>Compare (C)</source>
        <translation>Comparar (C)</translation>
    </message>
    <message>
        <source>Slower (S)</source>
        <translation>Mais devagar (S)</translation>
    </message>
    <message>
        <source>Hear “{word}” alone</source>
        <translation>Ouvir só “{word}”</translation>
    </message>
    <message>
        <source>Hear the whole sentence</source>
        <translation>Ouvir a frase inteira</translation>
    </message>
</context>
<context>
    <name>HesitationLine</name>
    <message>
        <source>As you said it:</source>
        <translation>Como você disse:</translation>
    </message>
    <message>
        <source>As you said it: {words}</source>
        <translation>Como você disse: {words}</translation>
    </message>
    <message>
        <source>(“{said}”: hesitation)</source>
        <translation>(“{said}”: hesitação)</translation>
    </message>
    <message>
        <source>(“{said}”: repeated)</source>
        <translation>(“{said}”: repetido)</translation>
    </message>
    <message>
        <source>(“{said}”: begun anew)</source>
        <translation>(“{said}”: recomeçado)</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import cards</source>
        <translation>Importar cartões</translation>
    </message>
    <message>
        <source>New cards: {new}. There already: {there}, of which {fuller} take over what they lack.</source>
        <translation>Cartões novos: {new}. Já existem: {there}, dos quais {fuller} recebem o que falta.</translation>
    </message>
    <message>
        <source>The file doesn’t say how its letters are written. Look whether the accents are right.</source>
        <translation>O arquivo não diz como suas letras estão codificadas. Veja se os acentos estão certos.</translation>
    </message>
    <message>
        <source>The first cards</source>
        <translation>Os primeiros cartões</translation>
    </message>
    <message>
        <source>Lines that can’t be used: {count}. They are left out.</source>
        <translation>Linhas que não servem: {count}. Ficam de fora.</translation>
    </message>
    <message>
        <source>Lines that can’t be used</source>
        <translation>Linhas que não servem</translation>
    </message>
    <message>
        <source>Tags for all of them</source>
        <translation>Etiquetas para todos</translation>
    </message>
    <message>
        <source>Import (Enter)</source>
        <translation>Importar (Enter)</translation>
    </message>
</context>
<context>
    <name>KeySetting</name>
    <message>
        <source>In its keyboard settings you can give a key to this command instead: %1</source>
        <translation>Em vez disso, dê uma tecla a este comando nas configurações de teclado do sistema: %1</translation>
    </message>
    <message>
        <source>On Wayland langtutor sees what is selected or copied only once its window has the keyboard, and the desktop decides where the window appears. A key for this command brings the selection along: %1</source>
        <translation>No Wayland, o langtutor só vê o que está selecionado ou copiado quando a janela dele tem o teclado, e o sistema decide onde a janela aparece. Uma tecla para este comando traz a seleção junto: %1</translation>
    </message>
    <message>
        <source>Your desktop calls langtutor at this key: %1</source>
        <translation>O sistema chama o langtutor com esta tecla: %1</translation>
    </message>
    <message>
        <source>That can’t be a key everywhere: choose one with Ctrl, Alt or Meta, or one of the F keys.</source>
        <translation>Essa tecla não pode valer em toda parte: escolha uma com Ctrl, Alt ou Meta, ou uma das teclas F.</translation>
    </message>
    <message>
        <source>The key works in all programs now.</source>
        <translation>A tecla agora vale em todos os programas.</translation>
    </message>
    <message>
        <source>Another program has this key. Choose another one.</source>
        <translation>Outro programa já usa esta tecla. Escolha outra.</translation>
    </message>
    <message>
        <source>Your desktop is being asked for the key. It may want you to confirm it.</source>
        <translation>A tecla está sendo pedida ao sistema. Talvez ele queira que você confirme.</translation>
    </message>
    <message>
        <source>Your desktop calls langtutor at the key you confirmed.</source>
        <translation>O sistema chama o langtutor com a tecla que você confirmou.</translation>
    </message>
    <message>
        <source>Your desktop was asked for the key and refused it.</source>
        <translation>A tecla foi pedida ao sistema, e ele recusou.</translation>
    </message>
    <message>
        <source>This desktop lets programs have no key that works everywhere.</source>
        <translation>Este sistema não deixa os programas terem uma tecla que valha em toda parte.</translation>
    </message>
</context>
<context>
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context>
<context>
    <name>LevelMeter</name>
    <message>
        <source>Sound level</source>
        <translation>Nível do som</translation>
    </message>
</context>
<context>
    <name>LicenceDialog</name>
    <message>
        <source>A licence with terms of its own</source>
        <translation>Uma licença com termos próprios</translation>
    </message>
    <message>
        <source>You can download this model only if you agree to its terms. Most models here have no such terms. Read them where the maker publishes them, under the name below.</source>
        <translation>Você só pode baixar este modelo se concordar com os termos dele. A maioria dos modelos daqui não tem termos assim. Leia-os onde o fabricante os publica, com o nome abaixo.</translation>
    </message>
    <message>
        <source>Agree and download</source>
        <translation>Concordar e baixar</translation>
    </message>
    <message>
        <source>I have read the %1 and agree to them</source>
        <translation>Li os termos “%1” e concordo com eles</translation>
    </message>
</context>
<context>
    <name>LinkedTexts</name>
    <message>
        <source>The original</source>
        <translation>O original</translation>
    </message>
    <message>
        <source>The translation</source>
        <translation>A tradução</translation>
    </message>
    <message>
        <source>“{word}” has no word of its own here</source>
        <translation>“{word}” não tem palavra própria aqui</translation>
    </message>
    <message>
        <source>“{word}” may be “{answer}” here</source>
        <translation>Aqui, “{word}” talvez seja “{answer}”</translation>
    </message>
    <message>
        <source>“{word}” is “{answer}” here</source>
        <translation>Aqui, “{word}” é “{answer}”</translation>
    </message>
    <message>
        <source>Point at a word, or press ← and →, to see what answers it (approximate)</source>
        <translation>Aponte para uma palavra, ou use ← e →, para ver o que corresponde a ela (aproximado)</translation>
    </message>
</context>
<context>
    <name>LongTextView</name>
    <message>
        <source>Translating…</source>
        <translation>Traduzindo…</translation>
    </message>
    <message>
        <source>How much of the text is translated</source>
        <translation>Quanto do texto já foi traduzido</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Tradução</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Copy the translation</source>
        <translation>Copiar a tradução</translation>
    </message>
    <message>
        <source>Translating… %1 %</source>
        <translation>Traduzindo… %1 %</translation>
    </message>
    <message>
        <source>The whole text is translated.</source>
        <translation>O texto inteiro foi traduzido.</translation>
    </message>
    <message>
        <source>Stopped: this is what was translated so far.</source>
        <translation>Parado: isto é o que foi traduzido até aqui.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>LookUpCard</name>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Look up anything</source>
        <translation>Consulte o que quiser</translation>
    </message>
    <message>
        <source>Open langtutor</source>
        <translation>Abrir o langtutor</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fechar (Esc)</translation>
    </message>
</context>
<context>
    <name>LookUpPage</name>
    <message>
        <source>Look up</source>
        <translation>Consultar</translation>
    </message>
    <message>
        <source>Looked up before</source>
        <translation>Já consultado</translation>
    </message>
</context>
<context>
    <name>LookUpPane</name>
    <message>
        <source>Look up what is in the box</source>
        <translation>Consultar o que está na caixa</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Keep as a card</source>
        <translation>Guardar como cartão</translation>
    </message>
    <message>
        <source>Translate the other way</source>
        <translation>Traduzir no sentido contrário</translation>
    </message>
    <message>
        <source>A word, a sentence or a text</source>
        <translation>Uma palavra, uma frase ou um texto</translation>
    </message>
    <message>
        <source>A word, a sentence or a text to look up</source>
        <translation>Uma palavra, uma frase ou um texto para consultar</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>Consultar</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>Direção</translation>
    </message>
    <message>
        <source>Guess the direction</source>
        <translation>Adivinhar a direção</translation>
    </message>
    <message>
        <source>The other way</source>
        <translation>No sentido contrário</translation>
    </message>
    <message>
        <source>A word gives its entry, a sentence its translation, a text is translated bit by bit.</source>
        <translation>Uma palavra dá o verbete, uma frase dá a tradução, e um texto é traduzido aos poucos.</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>Consultando…</translation>
    </message>
    <message>
        <source>%1 (guessed)</source>
        <translation>%1 (adivinhado)</translation>
    </message>
</context>
<context>
    <name>LookUpPopup</name>
    <message>
        <source>Look up anything</source>
        <translation>Consulte o que quiser</translation>
    </message>
</context>
<context>
    <name>LookUpView</name>
    <message>
        <source>Kept as a card</source>
        <translation>Guardado como cartão</translation>
    </message>
    <message>
        <source>Translated by way of another language (%1): less exact.</source>
        <translation>Traduzido passando por outra língua (%1): menos exato.</translation>
    </message>
    <message>
        <source>Translated back, so that you see what was understood:</source>
        <translation>Traduzido de volta, para você ver o que foi entendido:</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Keep as a card</source>
        <translation>Guardar como cartão</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Look up anything</source>
        <translation>Consulte o que quiser</translation>
    </message>
    <message>
        <source>Back to the page before</source>
        <translation>Voltar à página anterior</translation>
    </message>
    <message>
        <source>Show or hide the list of pages</source>
        <translation>Mostrar ou esconder a lista de páginas</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>Esta lista</translation>
    </message>
    <message>
        <source>Close langtutor</source>
        <translation>Fechar o langtutor</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Em todo lugar</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are ready.</source>
        <translation>
            <numerusform>%n modelo está pronto.</numerusform>
            <numerusform>%n modelos estão prontos.</numerusform>
        </translation>
    </message>
    <message>
        <source>The models are ready. You can speak and translate now.</source>
        <translation>Os modelos estão prontos. Agora você pode falar e traduzir.</translation>
    </message>
    <message>
        <source>The listening part stopped and is being started again. Your recording is safe.</source>
        <translation>A parte que escuta parou e está sendo iniciada de novo. Sua gravação está a salvo.</translation>
    </message>
    <message>
        <source>The listening part stopped and was started again. Your recording is safe.</source>
        <translation>A parte que escuta parou e foi iniciada de novo. Sua gravação está a salvo.</translation>
    </message>
    <message>
        <source>The part that translates and checks stopped and is being started again.</source>
        <translation>A parte que traduz e corrige parou e está sendo iniciada de novo.</translation>
    </message>
    <message>
        <source>The part that translates and checks stopped and was started again.</source>
        <translation>A parte que traduz e corrige parou e foi iniciada de novo.</translation>
    </message>
</context>
<context>
    <name>MelodyView</name>
    <message>
        <source>Melody and pace</source>
        <translation>Melodia e ritmo</translation>
    </message>
    <message>
        <source>Listening to the melody…</source>
        <translation>Ouvindo a melodia…</translation>
    </message>
    <message>
        <source>There was too little voice to draw its melody.</source>
        <translation>Havia pouca voz para desenhar a melodia.</translation>
    </message>
    <message>
        <source>Hesitations: {count}.</source>
        <translation>Hesitações: {count}.</translation>
    </message>
</context>
<context>
    <name>MessageStrip</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Fechar a mensagem</translation>
    </message>
</context>
<context>
    <name>MicrophoneStep</name>
    <message>
        <source>Listening. It stops when you pause.</source>
        <translation>Ouvindo. Para sozinho quando você fizer uma pausa.</translation>
    </message>
    <message>
        <source>Speak now.</source>
        <translation>Fale agora.</translation>
    </message>
    <message>
        <source>That came through clearly. Hear it back if you like, or go on.</source>
        <translation>Chegou com clareza. Ouça de novo se quiser, ou continue.</translation>
    </message>
    <message>
        <source>That was very quiet. Come closer, turn the microphone up in the system’s sound settings, or choose another one below.</source>
        <translation>O som chegou muito baixo. Chegue mais perto, aumente o microfone nas configurações de som do sistema ou escolha outro abaixo.</translation>
    </message>
    <message>
        <source>That was too loud for the microphone. Move away a little, or turn it down in the system’s sound settings.</source>
        <translation>Foi alto demais para o microfone. Afaste-se um pouco ou diminua o volume dele nas configurações de som do sistema.</translation>
    </message>
    <message>
        <source>Sound comes in, but no speech was heard in it. Say the sentence once more, a little closer.</source>
        <translation>Chega som, mas nenhuma fala foi ouvida nele. Diga a frase mais uma vez, um pouco mais perto.</translation>
    </message>
    <message>
        <source>Nothing came in. The microphone may be muted, by a switch on it or in the system’s sound settings, or another one is meant: choose it below.</source>
        <translation>Não chegou nada. O microfone pode estar mudo, por um botão nele ou nas configurações de som do sistema, ou o certo é outro: escolha-o abaixo.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como no sistema</translation>
    </message>
    <message>
        <source>Record (Space)</source>
        <translation>Gravar (Espaço)</translation>
    </message>
    <message>
        <source>There is a lot of noise behind your voice, so words may be misheard. Close the window, switch off what hums, come closer to the microphone, or choose another one below.</source>
        <translation>Há muito ruído atrás da sua voz, e palavras podem ser mal ouvidas. Feche a janela, desligue o que faz barulho, chegue mais perto do microfone ou escolha outro abaixo.</translation>
    </message>
    <message>
        <source>This microphone sends telephone quality (8 kHz), as Bluetooth headsets do in calls: an “s” and an “f” can hardly be told apart. Choose another one below, such as the computer’s own, and keep the headset for listening.</source>
        <translation>Este microfone envia qualidade de telefone (8 kHz), como os fones Bluetooth em chamadas: mal se distingue um “s” de um “f”. Escolha outro abaixo, como o do próprio computador, e deixe os fones para ouvir.</translation>
    </message>
    <message>
        <source>Stop (Space)</source>
        <translation>Parar (Espaço)</translation>
    </message>
    <message>
        <source>Once more (Space)</source>
        <translation>Mais uma vez (Espaço)</translation>
    </message>
    <message>
        <source>Try again (Space)</source>
        <translation>Tentar de novo (Espaço)</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfone</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Alto-falante</translation>
    </message>
    <message>
        <source>Hear it (P)</source>
        <translation>Ouvir (P)</translation>
    </message>
    <message>
        <source>Say something, for example:</source>
        <translation>Diga algo, por exemplo:</translation>
    </message>
    <message>
        <source>Good is between the two marks.</source>
        <translation>O bom fica entre as duas marcas.</translation>
    </message>
</context>
<context>
    <name>ModelBanner</name>
    <message>
        <source>To hear you and to translate, langtutor needs its models, and the network is switched off.</source>
        <translation>Para ouvir você e traduzir, o langtutor precisa dos modelos, e a rede está desligada.</translation>
    </message>
    <message>
        <source>To hear you and to translate, langtutor needs its models once. Typed drills work meanwhile.</source>
        <translation>Para ouvir você e traduzir, o langtutor precisa baixar seus modelos uma vez. Enquanto isso, os exercícios digitados funcionam.</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Baixar %1</translation>
    </message>
    <message>
        <source>Downloading the models…</source>
        <translation>Baixando os modelos…</translation>
    </message>
    <message>
        <source>The download was stopped. What has arrived is kept.</source>
        <translation>O download foi interrompido. O que já chegou está guardado.</translation>
    </message>
    <message>
        <source>Go on (%1 to fetch)</source>
        <translation>Continuar (faltam %1)</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Depois</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show the Models page</source>
        <translation>Mostrar a página Modelos</translation>
    </message>
    <message>
        <source>Progress of the download</source>
        <translation>Andamento do download</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
    <message>
        <source>Stop the download</source>
        <translation>Parar o download</translation>
    </message>
    <message>
        <source>Waiting: another langtutor is installing into the same folder.</source>
        <translation>Esperando: outro langtutor está instalando na mesma pasta.</translation>
    </message>
    <message>
        <source>Fetching %1 (%2 of %3)</source>
        <translation>Baixando %1 (%2 de %3)</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>Conferindo %1</translation>
    </message>
    <message>
        <source>Preparing %1 for this computer</source>
        <translation>Preparando %1 para este computador</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 está pronto</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
</context>
<context>
    <name>ModelPackView</name>
    <message>
        <source>%1 of %2 installed, %3 on disk.</source>
        <translation>%1 de %2 instalados, %3 em disco.</translation>
    </message>
    <message>
        <source>All there: %1 on disk.</source>
        <translation>Tudo instalado: %1 em disco.</translation>
    </message>
    <message>
        <source>%1 of %2 are there. Still to come: %3 to download, %4 on disk.</source>
        <translation>%1 de %2 já estão aqui. Faltam: %3 para baixar, %4 em disco.</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Baixar %1</translation>
    </message>
</context>
<context>
    <name>ModelRowView</name>
    <message>
        <source>Update (%1)</source>
        <translation>Atualizar (%1)</translation>
    </message>
    <message>
        <source>Go on with the download</source>
        <translation>Continuar o download</translation>
    </message>
    <message>
        <source>Download %1</source>
        <translation>Baixar %1</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Menos</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>partly downloaded</source>
        <translation>baixado em parte</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>não instalado</translation>
    </message>
    <message>
        <source>there is a newer edition</source>
        <translation>há uma edição mais nova</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>em uso</translation>
    </message>
    <message>
        <source>installed, not in use</source>
        <translation>instalado, sem uso</translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
    <message>
        <source>Starter pack</source>
        <translation>Pacote inicial</translation>
    </message>
    <message>
        <source>Tutor pack</source>
        <translation>Pacote tutor</translation>
    </message>
    <message>
        <source>Added by you</source>
        <translation>Adicionados por você</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Mais modelos</translation>
    </message>
    <message>
        <source>What langtutor begins with: it hears you, translates, checks grammar, looks words up.</source>
        <translation>Com isto o langtutor começa: ouve você, traduz, verifica a gramática, consulta palavras.</translation>
    </message>
    <message>
        <source>For correcting whole sentences. It is examined on this computer and used only for what it passes. Everything works without it.</source>
        <translation>Para corrigir frases inteiras. Ele faz uma prova neste computador e só é usado no que for aprovado. Tudo funciona sem ele.</translation>
    </message>
    <message>
        <source>Other voices and models; the ones above don’t need them.</source>
        <translation>Outras vozes e outros modelos; os de cima não precisam deles.</translation>
    </message>
    <message>
        <source>Makes spoken drills possible: it writes down what you said, word by word.</source>
        <translation>Torna possíveis os exercícios falados: anota o que você disse, palavra por palavra.</translation>
    </message>
    <message>
        <source>Shows your words on the page while you are still speaking.</source>
        <translation>Mostra suas palavras na página enquanto você ainda fala.</translation>
    </message>
    <message>
        <source>Translates words and sentences where you look them up.</source>
        <translation>Traduz as palavras e frases que você consulta.</translation>
    </message>
    <message>
        <source>Gives the meanings of a word, with examples.</source>
        <translation>Dá os significados de uma palavra, com exemplos.</translation>
    </message>
    <message>
        <source>Finds grammar slips in what you say and write.</source>
        <translation>Encontra deslizes de gramática no que você diz e escreve.</translation>
    </message>
    <message>
        <source>Models you added from this computer.</source>
        <translation>Modelos que você adicionou deste computador.</translation>
    </message>
    <message>
        <source>Weighs which of two sentences reads better, so fewer right ones are marked.</source>
        <translation>Avalia qual de duas frases soa melhor; assim menos frases certas são marcadas.</translation>
    </message>
    <message>
        <source>Sees how a sentence is built, so that more of what you write can be corrected.</source>
        <translation>Vê como a frase é construída, para que mais do que você escreve possa ser corrigido.</translation>
    </message>
    <message>
        <source>Says sentences aloud, so that you hear how they should sound.</source>
        <translation>Diz frases em voz alta, para você ouvir como devem soar.</translation>
    </message>
    <message>
        <source>Can correct whole sentences, talk with you and write new ones.</source>
        <translation>Pode corrigir frases inteiras, conversar com você e escrever frases novas.</translation>
    </message>
    <message>
        <source>Nothing will hear you then: all drills are typed.</source>
        <translation>Nada mais ouvirá você: todos os exercícios serão digitados.</translation>
    </message>
    <message>
        <source>Your words no longer appear while you speak; verdicts stay the same.</source>
        <translation>Suas palavras não aparecerão mais enquanto você fala; as avaliações continuam iguais.</translation>
    </message>
    <message>
        <source>Sentences can’t be translated in this direction then.</source>
        <translation>Não será mais possível traduzir frases nesta direção.</translation>
    </message>
    <message>
        <source>Looking words up finds less, or nothing, in this direction then.</source>
        <translation>A consulta de palavras achará menos, ou nada, nesta direção.</translation>
    </message>
    <message>
        <source>Fewer grammar slips will be found then.</source>
        <translation>Menos deslizes de gramática serão encontrados.</translation>
    </message>
    <message>
        <source>More right sentences may be marked as doubtful then.</source>
        <translation>Mais frases certas podem ser marcadas como duvidosas.</translation>
    </message>
    <message>
        <source>Corrections see less of how your sentences are built then.</source>
        <translation>As correções passam a ver menos de como as suas frases são construídas.</translation>
    </message>
    <message>
        <source>The voice that came with langtutor speaks then.</source>
        <translation>Quem falará será a voz que veio com o langtutor.</translation>
    </message>
    <message>
        <source>Deep corrections and conversation aren’t possible then.</source>
        <translation>Correções a fundo e conversas não serão mais possíveis.</translation>
    </message>
    <message>
        <source>%1 on disk</source>
        <translation>%1 em disco</translation>
    </message>
    <message>
        <source>%1 to download, %2 on disk</source>
        <translation>%1 para baixar, %2 em disco</translation>
    </message>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n língua</numerusform>
            <numerusform>%n línguas</numerusform>
        </translation>
    </message>
    <message>
        <source>many languages</source>
        <translation>muitas línguas</translation>
    </message>
    <message>
        <source>%1 times as fast as speech</source>
        <translation>%1 vezes mais rápido que a fala</translation>
    </message>
    <message>
        <source>%1 words a second</source>
        <translation>%1 palavras por segundo</translation>
    </message>
    <message>
        <source>%1 tokens a second</source>
        <translation>%1 tokens por segundo</translation>
    </message>
    <message>
        <source>%1 ms a sentence</source>
        <translation>%1 ms por frase</translation>
    </message>
    <message>
        <source>%1 ms a word</source>
        <translation>%1 ms por palavra</translation>
    </message>
    <message>
        <source>On this computer: %1, ready in %2 s, %3 of memory.</source>
        <translation>Neste computador: %1, pronto em %2 s, %3 de memória.</translation>
    </message>
    <message>
        <source>exam: %1 of %2</source>
        <translation>exame: %1 de %2</translation>
    </message>
    <message>
        <source>%1: it may %2.</source>
        <translation>%1: pode %2.</translation>
    </message>
    <message>
        <source>%1: it passed no part of the exam.</source>
        <translation>%1: não passou em nenhuma parte do exame.</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>falta menos de um minuto</translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>falta cerca de %n minuto</numerusform>
            <numerusform>faltam cerca de %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>falta cerca de %n hora</numerusform>
            <numerusform>faltam cerca de %n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Python packages</source>
        <translation>pacotes Python</translation>
    </message>
    <message>
        <source>the model hub</source>
        <translation>o repositório de modelos</translation>
    </message>
    <message>
        <source>a system package</source>
        <translation>um pacote do sistema</translation>
    </message>
    <message>
        <source>Maven</source>
        <translation>Maven</translation>
    </message>
    <message>
        <source>Mozilla</source>
        <translation>Mozilla</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>uma pasta</translation>
    </message>
    <message>
        <source>this disk</source>
        <translation>este disco</translation>
    </message>
    <message>
        <source>weigh sentences</source>
        <translation>avaliar frases</translation>
    </message>
    <message>
        <source>propose corrections</source>
        <translation>propor correções</translation>
    </message>
    <message>
        <source>name the rule</source>
        <translation>nomear a regra</translation>
    </message>
    <message>
        <source>talk with you</source>
        <translation>conversar com você</translation>
    </message>
</context>
<context>
    <name>ModelsAdding</name>
    <message>
        <source>Looking at %1…</source>
        <translation>Examinando %1…</translation>
    </message>
    <message>
        <source>%1 is added.</source>
        <translation>%1 foi adicionado.</translation>
    </message>
    <message>
        <source>These are the files of %1. It is installed now.</source>
        <translation>Estes são os arquivos de %1. Ele está instalado agora.</translation>
    </message>
    <message>
        <source>The files of %1 don’t say from which language into which it goes. Which is it?</source>
        <translation>Os arquivos de %1 não dizem de que língua para qual ele traduz. Qual é a direção?</translation>
    </message>
    <message>
        <source>The files of %1 don’t say which languages it knows. Which are they?</source>
        <translation>Os arquivos de %1 não dizem que línguas ele conhece. Quais são?</translation>
    </message>
    <message>
        <source>Adding %1…</source>
        <translation>Adicionando %1…</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Folder with a model</source>
        <translation>Pasta com um modelo</translation>
    </message>
    <message>
        <source>File of a model</source>
        <translation>Arquivo de um modelo</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) installed, %1 on disk · %2 free</source>
        <translation>
            <numerusform>%n modelo instalado, %1 em disco · %2 livres</numerusform>
            <numerusform>%n modelos instalados, %1 em disco · %2 livres</numerusform>
        </translation>
    </message>
    <message>
        <source>No model is installed yet · %2 free</source>
        <translation>Nenhum modelo instalado ainda · %2 livres</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Pronto</translation>
    </message>
    <message>
        <source>Stopped; see above.</source>
        <translation>Parado; veja acima.</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>Espera a sua vez</translation>
    </message>
    <message>
        <source>The network is switched off in Settings, so nothing can be downloaded. What is installed works. Models can still be added from a folder: copy them from another computer, then choose the folder.</source>
        <translation>A rede está desligada nas Configurações, então nada pode ser baixado. O que está instalado funciona. Ainda é possível adicionar modelos de uma pasta: copie-os de outro computador e escolha a pasta.</translation>
    </message>
    <message>
        <source>langtutor was started without the network (LANGTUTOR_OFFLINE), so nothing can be downloaded. Models can still be added from a folder: copy them from another computer, then choose the folder.</source>
        <translation>O langtutor foi iniciado sem a rede (LANGTUTOR_OFFLINE), então nada pode ser baixado. Ainda é possível adicionar modelos de uma pasta: copie-os de outro computador e escolha a pasta.</translation>
    </message>
    <message>
        <source>It isn’t in use: nothing changes.</source>
        <translation>Ele não está em uso: nada muda.</translation>
    </message>
    <message>
        <source>Then this one is used instead: %1.</source>
        <translation>Então será usado este no lugar: %1.</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>Add from a folder…</source>
        <translation>Adicionar de uma pasta…</translation>
    </message>
    <message>
        <source>Add a file…</source>
        <translation>Adicionar um arquivo…</translation>
    </message>
    <message>
        <source>Check all files</source>
        <translation>Verificar todos os arquivos</translation>
    </message>
    <message>
        <source>Drop it here to add it</source>
        <translation>Solte aqui para adicionar</translation>
    </message>
    <message>
        <source>Open Settings</source>
        <translation>Abrir as Configurações</translation>
    </message>
    <message>
        <source>The main button</source>
        <translation>O botão principal</translation>
    </message>
    <message>
        <source>Add from a folder</source>
        <translation>Adicionar de uma pasta</translation>
    </message>
    <message>
        <source>Add a file</source>
        <translation>Adicionar um arquivo</translation>
    </message>
</context>
<context>
    <name>ModelsStep</name>
    <message>
        <source>Together: %1 to download, %2 on disk. %3 are free.</source>
        <translation>No total: %1 para baixar, %2 em disco. Há %3 livres.</translation>
    </message>
    <message>
        <source>Folder with models</source>
        <translation>Pasta com modelos</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) are taken from the folder.</source>
        <translation>
            <numerusform>%n modelo é copiado da pasta.</numerusform>
            <numerusform>%n modelos são copiados da pasta.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Examinando este computador…</translation>
    </message>
    <message>
        <source>The network is switched off, so nothing can be downloaded. Typed drills work without any model.</source>
        <translation>A rede está desligada, então nada pode ser baixado. Os exercícios digitados funcionam sem nenhum modelo.</translation>
    </message>
    <message>
        <source>They are in a folder already…</source>
        <translation>Eles já estão em uma pasta…</translation>
    </message>
</context>
<context>
    <name>ModelsWork</name>
    <message>
        <source>Checking the files…</source>
        <translation>Verificando os arquivos…</translation>
    </message>
    <message>
        <source>All its files are as they should be.</source>
        <translation>Todos os arquivos dele estão em ordem.</translation>
    </message>
    <message>
        <source>Checking all files…</source>
        <translation>Verificando todos os arquivos…</translation>
    </message>
    <message numerus="yes">
        <source>All files of %n model(s) are as they should be.</source>
        <translation>
            <numerusform>Todos os arquivos de %n modelo estão em ordem.</numerusform>
            <numerusform>Todos os arquivos de %n modelos estão em ordem.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) need to be repaired.</source>
        <translation>
            <numerusform>%n modelo precisa ser reparado.</numerusform>
            <numerusform>%n modelos precisam ser reparados.</numerusform>
        </translation>
    </message>
    <message>
        <source>It will be removed when the download has ended.</source>
        <translation>Será removido quando o download terminar.</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>Removendo…</translation>
    </message>
    <message>
        <source>%1 was removed.</source>
        <translation>%1 foi removido.</translation>
    </message>
    <message>
        <source>What came with langtutor is used again.</source>
        <translation>O que veio com o langtutor é usado de novo.</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Um momento…</translation>
    </message>
    <message>
        <source>From now on this one is used.</source>
        <translation>A partir de agora, este é usado.</translation>
    </message>
    <message>
        <source>Measuring: it takes up to a minute…</source>
        <translation>Medindo: leva até um minuto…</translation>
    </message>
    <message>
        <source>Measured.</source>
        <translation>Medido.</translation>
    </message>
    <message>
        <source>The exam begins…</source>
        <translation>O exame começa…</translation>
    </message>
    <message>
        <source>Examined: what it may do is listed below.</source>
        <translation>Examinado: o que ele pode fazer está listado abaixo.</translation>
    </message>
    <message>
        <source>%1 is damaged (%2) and can’t be used any more. Add it again from its folder.</source>
        <translation>%1 está danificado (%2) e não pode mais ser usado. Adicione-o de novo a partir da pasta.</translation>
    </message>
    <message>
        <source>Damaged or missing: %1. Until it is repaired, this model isn’t used.</source>
        <translation>Danificado ou faltando: %1. Até ser reparado, este modelo não é usado.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparar</translation>
    </message>
    <message>
        <source>Examining: %1 of %2</source>
        <translation>Examinando: %1 de %2</translation>
    </message>
</context>
<context>
    <name>NetworkLogDialog</name>
    <message>
        <source>Network log</source>
        <translation>Registro da rede</translation>
    </message>
    <message>
        <source>A download is running</source>
        <translation>Há um download em andamento</translation>
    </message>
    <message>
        <source>langtutor is offline</source>
        <translation>O langtutor está offline</translation>
    </message>
    <message>
        <source>The network is switched off for langtutor: every attempt is refused and listed here.</source>
        <translation>A rede está desligada para o langtutor: toda tentativa é recusada e listada aqui.</translation>
    </message>
    <message>
        <source>Nothing has used the network so far. langtutor asks for it only to download models, and only when you say so; nothing you say or write leaves this computer.</source>
        <translation>Nada usou a rede até agora. O langtutor só a usa para baixar modelos, e só quando você manda; nada do que você diz ou escreve sai deste computador.</translation>
    </message>
    <message>
        <source>This is all that langtutor used the network for. Nothing you say or write leaves this computer.</source>
        <translation>Foi só para isto que o langtutor usou a rede. Nada do que você diz ou escreve sai deste computador.</translation>
    </message>
    <message>
        <source>Uses of the network, newest first</source>
        <translation>Usos da rede, do mais recente ao mais antigo</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Quando</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>Para quê</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Permitido</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Recebido</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sim</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>recusado</translation>
    </message>
</context>
<context>
    <name>NextCard</name>
    <message>
        <source>Start (Enter)</source>
        <translation>Começar (Enter)</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Choosing your next exercise…</source>
        <translation>Escolhendo seu próximo exercício…</translation>
    </message>
    <message>
        <source>About {minutes} minutes</source>
        <translation>Cerca de {minutes} minutos</translation>
    </message>
    <message>
        <source>A first session shows where you are: a few short sentences to say, hear and translate. Mistakes are welcome, they decide what comes next.</source>
        <translation>Uma primeira sessão mostra em que ponto você está: algumas frases curtas para dizer, ouvir e traduzir. Erros são bem-vindos: eles decidem o que vem depois.</translation>
    </message>
    <message>
        <source>Your first steps in {language}</source>
        <translation>Seus primeiros passos em {language}</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Boas-vindas</translation>
    </message>
    <message>
        <source>Next: say it</source>
        <translation>A seguir: dizer</translation>
    </message>
    <message>
        <source>Next: listen and type</source>
        <translation>A seguir: ouvir e digitar</translation>
    </message>
    <message>
        <source>Next: translate</source>
        <translation>A seguir: traduzir</translation>
    </message>
    <message>
        <source>Next: hear the difference</source>
        <translation>A seguir: ouvir a diferença</translation>
    </message>
    <message>
        <source>There is nothing to start just now</source>
        <translation>Não há nada para começar agora</translation>
    </message>
</context>
<context>
    <name>OverviewView</name>
    <message>
        <source>What needs most practice</source>
        <translation>O que mais precisa de prática</translation>
    </message>
    <message>
        <source>The last seven days</source>
        <translation>Os últimos sete dias</translation>
    </message>
    <message>
        <source>No sentence is due for review.</source>
        <translation>Nenhuma frase para revisar.</translation>
    </message>
    <message>
        <source>One sentence is due for review.</source>
        <translation>Uma frase para revisar.</translation>
    </message>
    <message>
        <source>{count} sentences are due for review.</source>
        <translation>{count} frases para revisar.</translation>
    </message>
    <message>
        <source>{day}: {right} of {answers} right</source>
        <translation>{day}: {right} de {answers} certas</translation>
    </message>
    <message>
        <source>Nothing practised this week yet.</source>
        <translation>Nada praticado nesta semana ainda.</translation>
    </message>
    <message>
        <source>One answer this week.</source>
        <translation>Uma resposta nesta semana.</translation>
    </message>
    <message>
        <source>{answers} answers, {right} of them right, in {minutes} minutes.</source>
        <translation>{answers} respostas, {right} delas certas, em {minutes} minutos.</translation>
    </message>
</context>
<context>
    <name>PairView</name>
    <message>
        <source>Hear it again (P)</source>
        <translation>Ouvir de novo (P)</translation>
    </message>
    <message>
        <source>Next word (Enter)</source>
        <translation>Próxima palavra (Enter)</translation>
    </message>
    <message>
        <source>Once more (R)</source>
        <translation>Mais uma vez (R)</translation>
    </message>
    <message>
        <source>Not now (Esc)</source>
        <translation>Agora não (Esc)</translation>
    </message>
    <message>
        <source>Hear the difference · {skill}</source>
        <translation>Ouça a diferença · {skill}</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} de {count}</translation>
    </message>
    <message>
        <source>{number}: {word}</source>
        <translation>{number}: {word}</translation>
    </message>
    <message>
        <source>Preparing the voices…</source>
        <translation>Preparando as vozes…</translation>
    </message>
    <message>
        <source>Which word do you hear?</source>
        <translation>Que palavra você ouve?</translation>
    </message>
    <message>
        <source>Right, it was “{word}”.</source>
        <translation>Certo, era “{word}”.</translation>
    </message>
    <message>
        <source>It was “{word}”, not “{other}”.</source>
        <translation>Era “{word}”, não “{other}”.</translation>
    </message>
    <message>
        <source>{number}: hear “{word}”</source>
        <translation>{number}: ouvir “{word}”</translation>
    </message>
    <message>
        <source>Hear both again (P)</source>
        <translation>Ouvir as duas de novo (P)</translation>
    </message>
    <message>
        <source>How it went (Enter)</source>
        <translation>Ver como foi (Enter)</translation>
    </message>
    <message>
        <source>You heard {heard} of {count} words right.</source>
        <translation>Você ouviu certo {heard} de {count} palavras.</translation>
    </message>
    <message>
        <source>Not yet: {words}</source>
        <translation>Ainda não: {words}</translation>
    </message>
    <message>
        <source>Now say them aloud yourself.</source>
        <translation>Agora diga você, em voz alta.</translation>
    </message>
    <message>
        <source>Hearing it takes time: a little every day.</source>
        <translation>O ouvido leva tempo: um pouco por dia.</translation>
    </message>
    <message>
        <source>Next exercise (Enter)</source>
        <translation>Próximo exercício (Enter)</translation>
    </message>
    <message>
        <source>“{word}” has {sound}.</source>
        <translation>“{word}” tem {sound}.</translation>
    </message>
    <message>
        <source>“{word}” has no sound there.</source>
        <translation>“{word}” não tem som nesse lugar.</translation>
    </message>
    <message>
        <source>no sound</source>
        <translation>nenhum som</translation>
    </message>
    <message>
        <source>{ipa} as in {example}</source>
        <translation>{ipa} como em {example}</translation>
    </message>
    <message>
        <source>{skill}: {after} % likely to be right next time</source>
        <translation>{skill}: {after} % de chance de acertar da próxima vez</translation>
    </message>
    <message>
        <source>{skill}: {before} % → {after} % likely to be right next time</source>
        <translation>{skill}: {before} % → {after} % de chance de acertar da próxima vez</translation>
    </message>
    <message>
        <source>1 or ←</source>
        <translation>1 ou ←</translation>
    </message>
    <message>
        <source>2 or →</source>
        <translation>2 ou →</translation>
    </message>
</context>
<context>
    <name>PractiseHearing</name>
    <message>
        <source>There is no model of the sounds of {language} yet: whole words are judged, not single sounds.</source>
        <translation>Ainda não há um modelo dos sons para este idioma ({language}): são avaliadas palavras inteiras, não cada som.</translation>
    </message>
</context>
<context>
    <name>PractisePage</name>
    <message>
        <source>Listening stopped and was started again. Your recording is safe, and it goes on by itself.</source>
        <translation>A escuta parou e foi iniciada de novo. Sua gravação está a salvo, e tudo continua sozinho.</translation>
    </message>
    <message>
        <source>Checking stopped and was started again. It goes on by itself.</source>
        <translation>A correção parou e foi iniciada de novo. Tudo continua sozinho.</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Espaço</translation>
    </message>
    <message>
        <source>Hold to speak, or press to start and to stop</source>
        <translation>Segure para falar, ou aperte para começar e para parar</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Hear it slower; with a verdict, yourself too</source>
        <translation>Ouvir mais devagar; depois do resultado, você também</translation>
    </message>
    <message>
        <source>Show the translation, or the words</source>
        <translation>Mostrar a tradução, ou as palavras</translation>
    </message>
    <message>
        <source>I don’t know</source>
        <translation>Não sei</translation>
    </message>
    <message>
        <source>Hear yourself</source>
        <translation>Ouvir a própria voz</translation>
    </message>
    <message>
        <source>Hear the model</source>
        <translation>Ouvir o modelo</translation>
    </message>
    <message>
        <source>Hear yourself, then the model</source>
        <translation>Ouvir você e depois o modelo</translation>
    </message>
    <message>
        <source>From word to word, or from sound to sound</source>
        <translation>De palavra em palavra, ou de som em som</translation>
    </message>
    <message>
        <source>From a chosen word to its sounds, and back</source>
        <translation>Da palavra escolhida aos seus sons, e de volta</translation>
    </message>
    <message>
        <source>I was right: count it</source>
        <translation>Eu acertei: contar como certo</translation>
    </message>
    <message>
        <source>Choose the first word</source>
        <translation>Escolher a primeira palavra</translation>
    </message>
    <message>
        <source>Choose the second word</source>
        <translation>Escolher a segunda palavra</translation>
    </message>
    <message>
        <source>← →</source>
        <translation>← →</translation>
    </message>
    <message>
        <source>The first word, the second word</source>
        <translation>A primeira palavra, a segunda palavra</translation>
    </message>
    <message>
        <source>Hear the difference between two sounds</source>
        <translation>Ouvir a diferença entre dois sons</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>De novo</translation>
    </message>
    <message>
        <source>Check the answer, or go on</source>
        <translation>Conferir a resposta, ou seguir em frente</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Um passo para trás</translation>
    </message>
</context>
<context>
    <name>PractiseSession</name>
    <message>
        <source>No microphone was found, so you type your answers for now.</source>
        <translation>Nenhum microfone foi encontrado; por enquanto você digita as respostas.</translation>
    </message>
    <message>
        <source>That sentence isn’t in your course any more, so it can’t be judged.</source>
        <translation>Essa frase não está mais no seu curso, por isso não pode ser avaliada.</translation>
    </message>
    <message>
        <source>This is the recording that was interrupted.</source>
        <translation>Esta é a gravação que foi interrompida.</translation>
    </message>
    <message>
        <source>This recording wasn’t judged yet.</source>
        <translation>Esta gravação ainda não foi avaliada.</translation>
    </message>
</context>
<context>
    <name>PractiseView</name>
    <message>
        <source>Hear the difference (H)</source>
        <translation>Ouvir a diferença (H)</translation>
    </message>
    <message>
        <source>Again (R)</source>
        <translation>De novo (R)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Próximo (Enter)</translation>
    </message>
    <message>
        <source>Coming up: {reason}</source>
        <translation>A seguir: {reason}</translation>
    </message>
    <message>
        <source>I said it right (Alt+D)</source>
        <translation>Eu disse certo (Alt+D)</translation>
    </message>
    <message>
        <source>Count it right (Alt+D)</source>
        <translation>Contar como certo (Alt+D)</translation>
    </message>
    <message>
        <source>Choosing your next exercise…</source>
        <translation>Escolhendo seu próximo exercício…</translation>
    </message>
    <message>
        <source>Listening to what you said…</source>
        <translation>Escutando o que você disse…</translation>
    </message>
    <message>
        <source>Checking your answer…</source>
        <translation>Conferindo sua resposta…</translation>
    </message>
    <message>
        <source>Get the models</source>
        <translation>Baixar os modelos</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Tentar de novo</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Responder de novo</translation>
    </message>
    <message>
        <source>Type instead</source>
        <translation>Digitar em vez disso</translation>
    </message>
    <message>
        <source>Next exercise</source>
        <translation>Próximo exercício</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Voltar</translation>
    </message>
</context>
<context>
    <name>ProgressCard</name>
    <message>
        <source>Stop</source>
        <translation>Parar</translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message>
        <source>Dismiss the prompt</source>
        <translation>Fechar a proposta</translation>
    </message>
    <message>
        <source>Another prompt</source>
        <translation>Outra proposta</translation>
    </message>
    <message numerus="yes">
        <source>from %n word(s)</source>
        <translation>
            <numerusform>a partir de %n palavra</numerusform>
            <numerusform>a partir de %n palavras</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptView</name>
    <message>
        <source>Say it · {skill}</source>
        <translation>Dizer · {skill}</translation>
    </message>
    <message>
        <source>Listen and type · {skill}</source>
        <translation>Ouvir e digitar · {skill}</translation>
    </message>
    <message>
        <source>Translate · {skill}</source>
        <translation>Traduzir · {skill}</translation>
    </message>
    <message>
        <source>Say this sentence</source>
        <translation>Diga esta frase</translation>
    </message>
    <message>
        <source>Say this word</source>
        <translation>Diga esta palavra</translation>
    </message>
    <message>
        <source>Listen, then type what you hear</source>
        <translation>Ouça e digite o que ouvir</translation>
    </message>
    <message>
        <source>How do you say this in {language}?</source>
        <translation>Como se diz isto em {language}?</translation>
    </message>
    <message>
        <source>Words ({key})</source>
        <translation>Palavras ({key})</translation>
    </message>
    <message>
        <source>Translation ({key})</source>
        <translation>Tradução ({key})</translation>
    </message>
    <message>
        <source>First letters ({key})</source>
        <translation>Primeiras letras ({key})</translation>
    </message>
    <message>
        <source>Hear it ({key})</source>
        <translation>Ouvir ({key})</translation>
    </message>
    <message>
        <source>Slower ({key})</source>
        <translation>Mais devagar ({key})</translation>
    </message>
</context>
<context>
    <name>ReadPage</name>
    <message>
        <source>What was looked up</source>
        <translation>O que foi consultado</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Fechar (Esc)</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Abrir um arquivo</translation>
    </message>
    <message>
        <source>Read what was copied</source>
        <translation>Ler o que foi copiado</translation>
    </message>
    <message>
        <source>Look up the word at the caret, or what is selected</source>
        <translation>Consultar a palavra do cursor, ou o que está selecionado</translation>
    </message>
    <message>
        <source>To the next new word</source>
        <translation>Para a próxima palavra nova</translation>
    </message>
    <message>
        <source>To the new word before</source>
        <translation>Para a palavra nova anterior</translation>
    </message>
    <message>
        <source>Hear the sentence</source>
        <translation>Ouvir a frase</translation>
    </message>
    <message>
        <source>Read aloud from here, or stop</source>
        <translation>Ler em voz alta a partir daqui, ou parar</translation>
    </message>
    <message>
        <source>I know this word, or I don’t after all</source>
        <translation>Eu sei esta palavra, ou afinal não sei</translation>
    </message>
    <message>
        <source>Keep what was looked up as a card</source>
        <translation>Guardar o que foi consultado como cartão</translation>
    </message>
    <message>
        <source>Drill me on this text</source>
        <translation>Praticar este texto</translation>
    </message>
    <message>
        <source>Next chapter</source>
        <translation>Próximo capítulo</translation>
    </message>
    <message>
        <source>Chapter before</source>
        <translation>Capítulo anterior</translation>
    </message>
    <message>
        <source>Close what was looked up, then back to your list</source>
        <translation>Fechar o que foi consultado, depois voltar à lista</translation>
    </message>
    <message>
        <source>Open a text to read</source>
        <translation>Abrir um texto para ler</translation>
    </message>
    <message>
        <source>Books and texts</source>
        <translation>Livros e textos</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Todos os arquivos</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>Abrindo {name}…</translation>
    </message>
    <message>
        <source>There is no text in the clipboard. Copy one first.</source>
        <translation>Não há texto na área de transferência. Copie um primeiro.</translation>
    </message>
    <message>
        <source>Opening the text you copied…</source>
        <translation>Abrindo o texto que você copiou…</translation>
    </message>
    <message>
        <source>“{word}” counts as known now.</source>
        <translation>“{word}” agora conta como conhecida.</translation>
    </message>
    <message>
        <source>“{word}” doesn’t count as known now.</source>
        <translation>“{word}” agora não conta como conhecida.</translation>
    </message>
</context>
<context>
    <name>ReadingHead</name>
    <message>
        <source>Your list</source>
        <translation>Sua lista</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>Capítulo</translation>
    </message>
    <message>
        <source>Chapter before</source>
        <translation>Capítulo anterior</translation>
    </message>
    <message>
        <source>Next chapter</source>
        <translation>Próximo capítulo</translation>
    </message>
    <message>
        <source>Hear the sentence</source>
        <translation>Ouvir a frase</translation>
    </message>
    <message>
        <source>Read aloud from here</source>
        <translation>Ler em voz alta a partir daqui</translation>
    </message>
    <message>
        <source>Drill me on this text</source>
        <translation>Praticar este texto</translation>
    </message>
    <message>
        <source>Language of this text</source>
        <translation>Língua deste texto</translation>
    </message>
    <message>
        <source>Stop reading aloud</source>
        <translation>Parar de ler em voz alta</translation>
    </message>
    <message>
        <source>Part {number}</source>
        <translation>Parte {number}</translation>
    </message>
    <message>
        <source>Dotted: new to you. Underlined: you are learning it. Click a word, or press Enter, to look it up.</source>
        <translation>Pontilhada: nova para você. Sublinhada: você está aprendendo. Clique numa palavra, ou aperte Enter, para consultá-la.</translation>
    </message>
    <message>
        <source>This text is in {language}, which you don’t learn: its words are not marked.</source>
        <translation>Este texto está em {language}, que você não aprende: as palavras não são marcadas.</translation>
    </message>
    <message>
        <source>{count} words</source>
        <translation>{count} palavras</translation>
    </message>
    <message>
        <source>vocabulary about {level}</source>
        <translation>vocabulário em torno de {level}</translation>
    </message>
    <message>
        <source>{percent} % of the words are new to you ({count} different ones)</source>
        <translation>{percent} % das palavras são novas para você ({count} diferentes)</translation>
    </message>
</context>
<context>
    <name>ReadingText</name>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
</context>
<context>
    <name>RecordedWave</name>
    <message>
        <source>Your recording</source>
        <translation>Sua gravação</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s). Choose one with the arrow keys.</source>
        <translation>
            <numerusform>%n palavra. Escolha-a com as setas.</numerusform>
            <numerusform>%n palavras. Escolha uma com as setas.</numerusform>
        </translation>
    </message>
    <message>
        <source>{word}, word {number} of {count}: right</source>
        <translation>{word}, palavra {number} de {count}: certa</translation>
    </message>
    <message>
        <source>{word}, word {number} of {count}: not as asked</source>
        <translation>{word}, palavra {number} de {count}: diferente do pedido</translation>
    </message>
    <message>
        <source>{word}, word {number} of {count}: unclear</source>
        <translation>{word}, palavra {number} de {count}: pouco clara</translation>
    </message>
</context>
<context>
    <name>RecordingsDialog</name>
    <message>
        <source>My recordings</source>
        <translation>Minhas gravações</translation>
    </message>
    <message>
        <source>Listen to it (Enter)</source>
        <translation>Ouvir (Enter)</translation>
    </message>
    <message>
        <source>Where to copy the recordings</source>
        <translation>Para onde copiar as gravações</translation>
    </message>
    <message>
        <source>Copying: {done} of {total}</source>
        <translation>Copiando: {done} de {total}</translation>
    </message>
    <message>
        <source>Copied to {folder}: {count}. What was asked, and when, is in recordings.csv there.</source>
        <translation>Copiadas para {folder}: {count}. O que foi pedido, e quando, está em recordings.csv ali.</translation>
    </message>
    <message>
        <source>Delete {count} recordings from this computer?</source>
        <translation>Apagar {count} gravações deste computador?</translation>
    </message>
    <message>
        <source>Delete it?</source>
        <translation>Apagar esta gravação?</translation>
    </message>
    <message>
        <source>Delete recordings</source>
        <translation>Apagar gravações</translation>
    </message>
    <message>
        <source>They can’t be heard again afterwards. What was found in them stays: your answers, mistakes and progress.</source>
        <translation>Depois não dá mais para ouvi-las. O que foi encontrado nelas fica: suas respostas, seus erros e seu progresso.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Recordings deleted: {count}.</source>
        <translation>Gravações apagadas: {count}.</translation>
    </message>
    <message>
        <source>Recordings on this computer: {count}, {size} together.</source>
        <translation>Gravações neste computador: {count}, {size} ao todo.</translation>
    </message>
    <message>
        <source>None is kept.</source>
        <translation>Nenhuma está guardada.</translation>
    </message>
    <message>
        <source>Copy to a folder…</source>
        <translation>Copiar para uma pasta…</translation>
    </message>
    <message>
        <source>Copy all to a folder…</source>
        <translation>Copiar todas para uma pasta…</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Apagar…</translation>
    </message>
    <message>
        <source>Delete all…</source>
        <translation>Apagar todas…</translation>
    </message>
</context>
<context>
    <name>RemoveDialog</name>
    <message>
        <source>This frees %1 of disk space.</source>
        <translation>Isto libera %1 de espaço em disco.</translation>
    </message>
    <message>
        <source>It can be downloaded again at any time.</source>
        <translation>Ele pode ser baixado de novo a qualquer momento.</translation>
    </message>
    <message>
        <source>langtutor’s own copy is deleted; the folder it came from stays as it is.</source>
        <translation>A cópia do langtutor é apagada; a pasta de onde ele veio fica como está.</translation>
    </message>
    <message>
        <source>Remove “%1”?</source>
        <translation>Remover “%1”?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
</context>
<context>
    <name>SaidView</name>
    <message>
        <source>We didn’t hear this word.</source>
        <translation>Não ouvimos esta palavra.</translation>
    </message>
    <message>
        <source>The sounds of this word aren’t known.</source>
        <translation>Os sons desta palavra não são conhecidos.</translation>
    </message>
    <message>
        <source>“{first}” and “{second}”: linked.</source>
        <translation>“{first}” e “{second}”: emendadas.</translation>
    </message>
    <message>
        <source>“{first}” and “{second}”: apart.</source>
        <translation>“{first}” e “{second}”: separadas.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>See my recordings</source>
        <translation>Ver minhas gravações</translation>
    </message>
    <message>
        <source>Open the folder with my data</source>
        <translation>Abrir a pasta com meus dados</translation>
    </message>
    <message>
        <source>See the models</source>
        <translation>Ver os modelos</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Aprendizado</translation>
    </message>
    <message>
        <source>The window</source>
        <translation>A janela</translation>
    </message>
    <message>
        <source>Speaking and hearing</source>
        <translation>Falar e ouvir</translation>
    </message>
    <message>
        <source>Looking up from other programs</source>
        <translation>Consultar a partir de outros programas</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Rede</translation>
    </message>
    <message>
        <source>Nothing yet, or very little</source>
        <translation>Nada ainda, ou muito pouco</translation>
    </message>
    <message>
        <source>Some: simple sentences</source>
        <translation>Um pouco: frases simples</translation>
    </message>
    <message>
        <source>I get by in everyday life</source>
        <translation>Eu me viro no dia a dia</translation>
    </message>
    <message>
        <source>I learn</source>
        <translation>Quero aprender</translation>
    </message>
    <message>
        <source>What you did so far is kept for each language.</source>
        <translation>O que você já fez fica guardado para cada idioma.</translation>
    </message>
    <message>
        <source>How much of it I know</source>
        <translation>Quanto eu já sei</translation>
    </message>
    <message>
        <source>Where new skills begin.</source>
        <translation>Onde as novas habilidades começam.</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como no sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claras</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuras</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>Idioma da janela</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Cores</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Tamanho do texto</translation>
    </message>
    <message>
        <source>No motion</source>
        <translation>Sem movimento</translation>
    </message>
    <message>
        <source>Things appear without fading.</source>
        <translation>As coisas aparecem sem transição.</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>Microfone</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>Alto-falante</translation>
    </message>
    <message>
        <source>I can’t speak now</source>
        <translation>Não posso falar agora</translation>
    </message>
    <message>
        <source>Drills ask you to type instead.</source>
        <translation>Os exercícios pedem para digitar.</translation>
    </message>
    <message>
        <source>Pause that ends a recording</source>
        <translation>Pausa que encerra a gravação</translation>
    </message>
    <message>
        <source>Longer, if you are cut off while you think.</source>
        <translation>Mais longa, se você é interrompido enquanto pensa.</translation>
    </message>
    <message>
        <source>Show captions while I speak</source>
        <translation>Mostrar legendas enquanto eu falo</translation>
    </message>
    <message>
        <source>What seems to have been said. It is not judged by them.</source>
        <translation>O que parece ter sido dito. A avaliação não depende delas.</translation>
    </message>
    <message>
        <source>Keep my recordings</source>
        <translation>Guardar minhas gravações</translation>
    </message>
    <message>
        <source>On this computer only, to hear them again. What was found in them stays when they go.</source>
        <translation>Só neste computador, para ouvi-las de novo. O que foi encontrado nelas fica quando elas são apagadas.</translation>
    </message>
    <message>
        <source>Not at all</source>
        <translation>Não guardar</translation>
    </message>
    <message>
        <source>For 7 days</source>
        <translation>Por 7 dias</translation>
    </message>
    <message>
        <source>For 30 days</source>
        <translation>Por 30 dias</translation>
    </message>
    <message>
        <source>For 180 days, 500 MB at most</source>
        <translation>Por 180 dias, no máximo 500 MB</translation>
    </message>
    <message>
        <source>For ever</source>
        <translation>Para sempre</translation>
    </message>
    <message>
        <source>Models can’t be downloaded then. Everything that is here works without the network anyway.</source>
        <translation>Assim não é possível baixar modelos. Tudo o que já está aqui funciona sem a rede de qualquer forma.</translation>
    </message>
    <message>
        <source>Never use the network</source>
        <translation>Nunca usar a rede</translation>
    </message>
    <message>
        <source>Key for the look-up window</source>
        <translation>Tecla da janela de consulta</translation>
    </message>
    <message>
        <source>Press it here, and then in any program.</source>
        <translation>Aperte-a aqui, e depois em qualquer programa.</translation>
    </message>
    <message>
        <source>What is selected, or copied</source>
        <translation>O que está selecionado, ou copiado</translation>
    </message>
    <message>
        <source>What was copied</source>
        <translation>O que foi copiado</translation>
    </message>
    <message>
        <source>Nothing: I type it</source>
        <translation>Nada: eu escrevo</translation>
    </message>
    <message>
        <source>It looks up</source>
        <translation>Ela consulta</translation>
    </message>
    <message>
        <source>What a password manager copied is never looked up.</source>
        <translation>O que um gerenciador de senhas copiou nunca é consultado.</translation>
    </message>
    <message>
        <source>Stay in the tray when the window is closed</source>
        <translation>Ficar na bandeja quando a janela é fechada</translation>
    </message>
    <message>
        <source>The key goes on working then. Only where the desktop has a tray.</source>
        <translation>A tecla continua valendo. Só onde o sistema tem uma bandeja.</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 (falo %2)</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>On this computer</source>
        <translation>Neste computador</translation>
    </message>
    <message>
        <source>Folder with my data</source>
        <translation>Pasta com meus dados</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Abrir a pasta</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Gravações</translation>
    </message>
    <message>
        <source>See and manage the models</source>
        <translation>Ver e gerenciar os modelos</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
</context>
<context>
    <name>SkillBar</name>
    <message>
        <source>{p} % (between {low} and {high} %)</source>
        <translation>{p} % (entre {low} e {high} %)</translation>
    </message>
    <message>
        <source>{title}: {p} % likely to be right next time, between {low} and {high} %</source>
        <translation>{title}: {p} % de chance de acertar da próxima vez, entre {low} e {high} %</translation>
    </message>
</context>
<context>
    <name>SlipCard</name>
    <message>
        <source>You wrote</source>
        <translation>Você escreveu</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>Você disse</translation>
    </message>
    <message>
        <source>Meant</source>
        <translation>O certo</translation>
    </message>
    <message>
        <source>{sound} in “{word}”</source>
        <translation>{sound} em “{word}”</translation>
    </message>
    <message>
        <source>We heard</source>
        <translation>Ouvimos</translation>
    </message>
    <message>
        <source>We couldn’t hear</source>
        <translation>Não ouvimos</translation>
    </message>
</context>
<context>
    <name>SoundTile</name>
    <message>
        <source>“{heard}” was put in: wrong</source>
        <translation>“{heard}” foi acrescentado: errado</translation>
    </message>
    <message>
        <source>“{asked}”: right</source>
        <translation>“{asked}”: certo</translation>
    </message>
    <message>
        <source>“{asked}”: we couldn’t hear it clearly</source>
        <translation>“{asked}”: não ouvimos com clareza</translation>
    </message>
    <message>
        <source>“{asked}”, you left it out: wrong</source>
        <translation>“{asked}”, você deixou de fora: errado</translation>
    </message>
    <message>
        <source>“{asked}”, you said “{heard}”: wrong</source>
        <translation>“{asked}”, você disse “{heard}”: errado</translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message>
        <source>With the tutor pack, corrections go deeper: whole sentences are looked at as well.</source>
        <translation>Com o pacote do tutor, as correções vão mais fundo: frases inteiras também são examinadas.</translation>
    </message>
    <message>
        <source>What you disagreed with</source>
        <translation>Do que você discordou</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>Voltar atrás</translation>
    </message>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n palavra</numerusform>
            <numerusform>%n palavras</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, and nothing a teacher would mark.</source>
        <translation>{words}, e nada que um professor marcaria.</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n erro</numerusform>
            <numerusform>%n erros</numerusform>
        </translation>
    </message>
    <message>
        <source>{words}, {mistakes}.</source>
        <translation>{words}, {mistakes}.</translation>
    </message>
    <message>
        <source>{words}, {mistakes}; you fixed {fixed}.</source>
        <translation>{words}, {mistakes}; você corrigiu {fixed}.</translation>
    </message>
    <message>
        <source>Nothing went into your ledger.</source>
        <translation>Nada entrou no seu registro.</translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s) went into your ledger; your next drills know of it.</source>
        <translation>
            <numerusform>%n erro entrou no seu registro; seus próximos exercícios vão levá-lo em conta.</numerusform>
            <numerusform>%n erros entraram no seu registro; seus próximos exercícios vão levá-los em conta.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s) had been there already, from finishing this text before.</source>
        <translation>
            <numerusform>%n erro já estava lá, de quando você concluiu este texto antes.</numerusform>
            <numerusform>%n erros já estavam lá, de quando você concluiu este texto antes.</numerusform>
        </translation>
    </message>
    <message>
        <source>{mistakes}, {fixed} fixed</source>
        <translation>{mistakes}, corrigidos: {fixed}</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Outros</translation>
    </message>
    <message>
        <source>Open questions</source>
        <translation>Perguntas em aberto</translation>
    </message>
    <message>
        <source>We aren’t sure of these. They don’t count.</source>
        <translation>Destas não temos certeza. Elas não contam.</translation>
    </message>
    <message>
        <source>Back to the text (Esc)</source>
        <translation>Voltar ao texto (Esc)</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>Novo texto</translation>
    </message>
</context>
<context>
    <name>TagsDialog</name>
    <message>
        <source>Tags</source>
        <translation>Etiquetas</translation>
    </message>
    <message>
        <source>Cards selected: {count}</source>
        <translation>Cartões selecionados: {count}</translation>
    </message>
    <message>
        <source>Tags to add, parted by spaces</source>
        <translation>Etiquetas a acrescentar, separadas por espaços</translation>
    </message>
    <message>
        <source>Tags to take away</source>
        <translation>Etiquetas a tirar</translation>
    </message>
    <message>
        <source>Tags they have: {tags}</source>
        <translation>Etiquetas que têm: {tags}</translation>
    </message>
    <message>
        <source>Save (Enter)</source>
        <translation>Salvar (Enter)</translation>
    </message>
</context>
<context>
    <name>TextWordsDialog</name>
    <message>
        <source>Words of this text</source>
        <translation>Palavras deste texto</translation>
    </message>
    <message>
        <source>Practise these words</source>
        <translation>Praticar estas palavras</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Choosing words, and looking up what they mean…</source>
        <translation>Escolhendo palavras e consultando o que significam…</translation>
    </message>
    <message>
        <source>Each becomes a card with its sentence, and the practice begins with them.</source>
        <translation>Cada uma vira um cartão com sua frase, e a prática começa com elas.</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Start</source>
        <translation>Começar</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoje</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Show or hide the list of pages</source>
        <translation>Mostrar ou esconder a lista de páginas</translation>
    </message>
    <message>
        <source>Show or hide the list of pages (Ctrl+M)</source>
        <translation>Mostrar ou esconder a lista de páginas (Ctrl+M)</translation>
    </message>
    <message>
        <source>Look up anything</source>
        <translation>Consulte o que quiser</translation>
    </message>
    <message>
        <source>What the network was used for</source>
        <translation>Para que a rede foi usada</translation>
    </message>
    <message>
        <source>online</source>
        <translation>online</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>Online: a download is running. Opens the network log.</source>
        <translation>Online: há um download em andamento. Abre o registro da rede.</translation>
    </message>
    <message>
        <source>Offline. Opens the network log.</source>
        <translation>Offline. Abre o registro da rede.</translation>
    </message>
</context>
<context>
    <name>TrayMenu</name>
    <message>
        <source>Look up what is selected</source>
        <translation>Consultar o que está selecionado</translation>
    </message>
    <message>
        <source>Open langtutor</source>
        <translation>Abrir o langtutor</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Sair</translation>
    </message>
</context>
<context>
    <name>UnfinishedCard</name>
    <message>
        <source>Your last recording was interrupted</source>
        <translation>Sua última gravação foi interrompida</translation>
    </message>
    <message>
        <source>Listen to it</source>
        <translation>Ouvir</translation>
    </message>
    <message>
        <source>Judge it</source>
        <translation>Avaliar</translation>
    </message>
    <message>
        <source>Discard it</source>
        <translation>Descartar</translation>
    </message>
    <message>
        <source>Your last recording wasn’t judged yet</source>
        <translation>Sua última gravação ainda não foi avaliada</translation>
    </message>
    <message>
        <source>“{sentence}”, {seconds} seconds. It is safe on your disk.</source>
        <translation>“{sentence}”, {seconds} segundos. Está a salvo no seu disco.</translation>
    </message>
    <message>
        <source>{seconds} seconds, safe on your disk.</source>
        <translation>{seconds} segundos, a salvo no seu disco.</translation>
    </message>
</context>
<context>
    <name>VerdictView</name>
    <message>
        <source>Counted as right, and noted.</source>
        <translation>Contado como certo, e anotado.</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>Certo.</translation>
    </message>
    <message>
        <source>This may be right too: we can’t tell. It isn’t counted.</source>
        <translation>Pode estar certo também: não dá para saber. Não conta.</translation>
    </message>
    <message>
        <source>We couldn’t hear all of it clearly. It isn’t counted.</source>
        <translation>Não deu para ouvir tudo com clareza. Não conta.</translation>
    </message>
    <message>
        <source>This is how it goes.</source>
        <translation>É assim que se diz.</translation>
    </message>
    <message>
        <source>Not quite: {count} slips.</source>
        <translation>Quase: {count} deslizes.</translation>
    </message>
    <message>
        <source>Not quite.</source>
        <translation>Quase.</translation>
    </message>
    <message>
        <source>We heard: {answer}</source>
        <translation>Ouvimos: {answer}</translation>
    </message>
    <message>
        <source>You wrote: {answer}</source>
        <translation>Você escreveu: {answer}</translation>
    </message>
    <message>
        <source>Listening to your sounds…</source>
        <translation>Ouvindo os seus sons…</translation>
    </message>
    <message>
        <source>Perhaps “{better}” instead of “{was}”?</source>
        <translation>Talvez “{better}” em vez de “{was}”?</translation>
    </message>
    <message>
        <source>Is “{better}” missing?</source>
        <translation>Será que falta “{better}”?</translation>
    </message>
    <message>
        <source>Is “{was}” too much?</source>
        <translation>Será que “{was}” está sobrando?</translation>
    </message>
    <message>
        <source>Typo: {typed}. It is written {key}.</source>
        <translation>Erro de digitação: {typed}. Escreve-se {key}.</translation>
    </message>
    <message>
        <source>Also right. Another way: “{key}”</source>
        <translation>Também está certo. Outro jeito: “{key}”</translation>
    </message>
    <message>
        <source>Also right, it means the same. Another way: “{key}”</source>
        <translation>Também está certo, quer dizer o mesmo. Outro jeito: “{key}”</translation>
    </message>
    <message>
        <source>Listen to it once more and say it aloud. It comes back soon.</source>
        <translation>Ouça mais uma vez e diga em voz alta. Ela volta em breve.</translation>
    </message>
    <message>
        <source>Compare it with the sentence above. If yours says the same, count it right.</source>
        <translation>Compare com a frase acima. Se a sua diz o mesmo, conte como certa.</translation>
    </message>
    <message>
        <source>Say it again, with “{word}” a little slower.</source>
        <translation>Diga de novo, com “{word}” um pouco mais devagar.</translation>
    </message>
    <message>
        <source>Say it again, a little slower and nearer to the microphone.</source>
        <translation>Diga de novo, um pouco mais devagar e mais perto do microfone.</translation>
    </message>
    <message>
        <source>Compare yourself with the model, then say it again.</source>
        <translation>Compare-se com o modelo e diga de novo.</translation>
    </message>
    <message>
        <source>Say the whole sentence once more as it was meant.</source>
        <translation>Diga a frase inteira mais uma vez, agora do jeito certo.</translation>
    </message>
    <message>
        <source>Try it without help when it comes again.</source>
        <translation>Quando ela voltar, tente sem ajuda.</translation>
    </message>
    <message>
        <source>In “{word}” you put in {heard}.</source>
        <translation>Em “{word}” você acrescentou {heard}.</translation>
    </message>
    <message>
        <source>In “{word}” we couldn’t hear {asked}.</source>
        <translation>Em “{word}” não ouvimos {asked}.</translation>
    </message>
    <message>
        <source>In “{word}”, {asked} came out as {heard}.</source>
        <translation>Em “{word}”, {asked} saiu como {heard}.</translation>
    </message>
    <message>
        <source>Every sound came through.</source>
        <translation>Todos os sons saíram bem.</translation>
    </message>
    <message>
        <source>Choose a word to see its sounds.</source>
        <translation>Escolha uma palavra para ver os seus sons.</translation>
    </message>
    <message>
        <source>{skill}: {after} % likely to be right next time</source>
        <translation>{skill}: {after} % de chance de acertar da próxima vez</translation>
    </message>
    <message>
        <source>{skill}: {before} % → {after} % likely to be right next time</source>
        <translation>{skill}: {before} % → {after} % de chance de acertar da próxima vez</translation>
    </message>
</context>
<context>
    <name>VocabularyChanges</name>
    <message>
        <source>“{word}” counts as known.</source>
        <translation>“{word}” conta como conhecida.</translation>
    </message>
    <message>
        <source>Cards that are not asked any more: {count}.</source>
        <translation>Cartões que não são mais perguntados: {count}.</translation>
    </message>
    <message>
        <source>Asked again: {count}.</source>
        <translation>Voltam a ser perguntados: {count}.</translation>
    </message>
    <message>
        <source>Cards changed: {count}.</source>
        <translation>Cartões mudados: {count}.</translation>
    </message>
    <message>
        <source>Merged into “{word}”; what you answered to each counts for it.</source>
        <translation>Juntados em “{word}”; o que você respondeu em cada um conta para ele.</translation>
    </message>
    <message>
        <source>Cards removed: {count}. Ctrl+Z brings them back.</source>
        <translation>Cartões removidos: {count}. Ctrl+Z os traz de volta.</translation>
    </message>
    <message>
        <source>A file with cards</source>
        <translation>Um arquivo com cartões</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabelas (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Todos os arquivos (*)</translation>
    </message>
    <message>
        <source>Where to write the cards</source>
        <translation>Onde gravar os cartões</translation>
    </message>
    <message>
        <source>Cards written: {count}, into {file}.</source>
        <translation>Cartões gravados: {count}, em {file}.</translation>
    </message>
    <message>
        <source>“{word}” is saved.</source>
        <translation>“{word}” foi salvo.</translation>
    </message>
    <message>
        <source>“{word}” is a card now.</source>
        <translation>“{word}” agora é um cartão.</translation>
    </message>
    <message>
        <source>“{word}” is a card already.</source>
        <translation>“{word}” já é um cartão.</translation>
    </message>
    <message>
        <source>New cards: {new}. Ctrl+Z takes them back.</source>
        <translation>Cartões novos: {new}. Ctrl+Z desfaz.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Não há nada para desfazer.</translation>
    </message>
    <message>
        <source>Undone: the card is gone.</source>
        <translation>Desfeito: o cartão saiu.</translation>
    </message>
    <message>
        <source>Undone: the card is as it was.</source>
        <translation>Desfeito: o cartão está como antes.</translation>
    </message>
    <message>
        <source>Undone: the tags are as they were.</source>
        <translation>Desfeito: as etiquetas estão como antes.</translation>
    </message>
    <message>
        <source>Undone: the cards are apart again.</source>
        <translation>Desfeito: os cartões estão separados de novo.</translation>
    </message>
    <message>
        <source>Undone: the cards are asked again.</source>
        <translation>Desfeito: os cartões voltam a ser perguntados.</translation>
    </message>
    <message>
        <source>Undone: the cards are suspended again.</source>
        <translation>Desfeito: os cartões estão suspensos de novo.</translation>
    </message>
    <message>
        <source>Undone: the cards are back.</source>
        <translation>Desfeito: os cartões voltaram.</translation>
    </message>
    <message>
        <source>Undone: what you said of the word is taken back.</source>
        <translation>Desfeito: o que você disse da palavra não vale mais.</translation>
    </message>
    <message>
        <source>Undone: what was imported is gone.</source>
        <translation>Desfeito: o que foi importado saiu.</translation>
    </message>
</context>
<context>
    <name>VocabularyPage</name>
    <message>
        <source>Vocabulary</source>
        <translation>Vocabulário</translation>
    </message>
    <message>
        <source>Search: a word, tag:food, is:due, lapses&gt;3, kept:7</source>
        <translation>Procurar: uma palavra, tag:comida, is:due, lapses&gt;3, kept:7</translation>
    </message>
    <message>
        <source>Search your cards</source>
        <translation>Procurar nos seus cartões</translation>
    </message>
    <message>
        <source>Words are looked for everywhere, “two words” in quotes together. Besides: is:due, is:new, is:learning, is:known, is:leech, is:weak, is:duplicate, is:suspended; tag:food, tag:none; front:, back:, sentence:; lapses&gt;3, reviews:0, lookups&gt;=2; kept:7 and due:7 (days). A minus turns a part round: -tag:food.</source>
        <translation>As palavras são procuradas em tudo; “duas palavras” entre aspas, juntas. Além disso: is:due (para revisar), is:new, is:learning, is:known, is:leech (esquecidas), is:weak (muito procuradas), is:duplicate, is:suspended; tag:comida, tag:none; front:, back:, sentence:; lapses&gt;3, reviews:0, lookups&gt;=2; kept:7 e due:7 (dias). Um sinal de menos inverte: -tag:comida.</translation>
    </message>
    <message>
        <source>Which cards</source>
        <translation>Quais cartões</translation>
    </message>
    <message>
        <source>All cards</source>
        <translation>Todos os cartões</translation>
    </message>
    <message>
        <source>To review now</source>
        <translation>Para revisar agora</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Novos</translation>
    </message>
    <message>
        <source>Learning</source>
        <translation>Aprendendo</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Conhecidos</translation>
    </message>
    <message>
        <source>Forgotten often</source>
        <translation>Esquecidos muitas vezes</translation>
    </message>
    <message>
        <source>Looked up often</source>
        <translation>Consultados muitas vezes</translation>
    </message>
    <message>
        <source>There more than once</source>
        <translation>Repetidos</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Suspensos</translation>
    </message>
    <message>
        <source>Edit (Enter)</source>
        <translation>Editar (Enter)</translation>
    </message>
    <message>
        <source>Hear it (P)</source>
        <translation>Ouvir (P)</translation>
    </message>
    <message>
        <source>Suspend (S)</source>
        <translation>Suspender (S)</translation>
    </message>
    <message>
        <source>Tags (T)</source>
        <translation>Etiquetas (T)</translation>
    </message>
    <message>
        <source>Merge (M)</source>
        <translation>Juntar (M)</translation>
    </message>
    <message>
        <source>Remove (Del)</source>
        <translation>Remover (Del)</translation>
    </message>
    <message>
        <source>New card (N)</source>
        <translation>Novo cartão (N)</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Desfazer (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Import CSV…</source>
        <translation>Importar CSV…</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>Exportar CSV…</translation>
    </message>
    <message>
        <source>Edit the card</source>
        <translation>Editar o cartão</translation>
    </message>
    <message>
        <source>Hear the word</source>
        <translation>Ouvir a palavra</translation>
    </message>
    <message>
        <source>Suspend the cards, or go on with them</source>
        <translation>Suspender os cartões, ou retomá-los</translation>
    </message>
    <message>
        <source>Tags of the cards</source>
        <translation>Etiquetas dos cartões</translation>
    </message>
    <message>
        <source>Merge the cards into one</source>
        <translation>Juntar os cartões em um só</translation>
    </message>
    <message>
        <source>New card</source>
        <translation>Novo cartão</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>Remove the cards</source>
        <translation>Remover os cartões</translation>
    </message>
    <message>
        <source>Undo the last change</source>
        <translation>Desfazer a última mudança</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Procurar</translation>
    </message>
    <message>
        <source>Looking through your cards…</source>
        <translation>Procurando nos seus cartões…</translation>
    </message>
    <message>
        <source>You have no cards yet. Look a word up and keep it with Ctrl+D, write one here, or import a CSV file.</source>
        <translation>Você ainda não tem cartões. Consulte uma palavra e guarde-a com Ctrl+D, escreva um aqui ou importe um arquivo CSV.</translation>
    </message>
    <message>
        <source>No card is like that.</source>
        <translation>Nenhum cartão é assim.</translation>
    </message>
    <message>
        <source>Cards: {total} · new {new} · learning {learning} · known {known} · to review now {due}</source>
        <translation>Cartões: {total} · novos {new} · aprendendo {learning} · conhecidos {known} · para revisar agora {due}</translation>
    </message>
    <message>
        <source>Found: {shown} of {total} · new {new} · learning {learning} · known {known} · to review now {due}</source>
        <translation>Encontrados: {shown} de {total} · novos {new} · aprendendo {learning} · conhecidos {known} · para revisar agora {due}</translation>
    </message>
    <message>
        <source>Cards selected: {count}</source>
        <translation>Cartões selecionados: {count}</translation>
    </message>
    <message>
        <source>Ask again (S)</source>
        <translation>Voltar a perguntar (S)</translation>
    </message>
    <message>
        <source>Export the selected…</source>
        <translation>Exportar os selecionados…</translation>
    </message>
</context>
<context>
    <name>Waveform</name>
    <message>
        <source>Sound level</source>
        <translation>Nível do som</translation>
    </message>
</context>
<context>
    <name>WeakWordsView</name>
    <message>
        <source>You looked these up again and again. Keep them, and they will be asked.</source>
        <translation>Você consultou estas várias vezes. Guarde-as, e elas serão perguntadas.</translation>
    </message>
    <message>
        <source>looked up {count} times</source>
        <translation>consultada {count} vezes</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Keep “{word}” as a card</source>
        <translation>Guardar “{word}” como cartão</translation>
    </message>
    <message>
        <source>I know it</source>
        <translation>Eu sei</translation>
    </message>
    <message>
        <source>I know “{word}”</source>
        <translation>Eu sei “{word}”</translation>
    </message>
</context>
<context>
    <name>WordButton</name>
    <message>
        <source>“{word}”: right, but one sound came out otherwise</source>
        <translation>“{word}”: certo, mas um som saiu diferente</translation>
    </message>
    <message>
        <source>“{heard}” was too much</source>
        <translation>“{heard}” estava sobrando</translation>
    </message>
    <message>
        <source>“{word}”: right</source>
        <translation>“{word}”: certo</translation>
    </message>
    <message>
        <source>“{word}”: we couldn’t hear it clearly</source>
        <translation>“{word}”: não deu para ouvir com clareza</translation>
    </message>
    <message>
        <source>“{word}”: one of its sounds came out otherwise</source>
        <translation>“{word}”: um dos sons saiu diferente</translation>
    </message>
    <message>
        <source>“{word}” was missing</source>
        <translation>faltou “{word}”</translation>
    </message>
    <message>
        <source>“{word}”: it came out as “{heard}”</source>
        <translation>“{word}”: saiu como “{heard}”</translation>
    </message>
</context>
<context>
    <name>WordEntryView</name>
    <message>
        <source>No dictionary here knows “%1”. Is it spelt as you meant it, and in this language?</source>
        <translation>Nenhum dicionário daqui conhece “%1”. Está escrito como você queria, e neste idioma?</translation>
    </message>
    <message>
        <source>Or did you mean</source>
        <translation>Ou você quis dizer</translation>
    </message>
    <message>
        <source>As a word of its own:</source>
        <translation>Como palavra própria:</translation>
    </message>
    <message>
        <source>“%1” is also a form of</source>
        <translation>“%1” também é uma forma de</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>Formas</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>Definições</translation>
    </message>
    <message>
        <source>Phrases</source>
        <translation>Expressões</translation>
    </message>
    <message>
        <source>level %1</source>
        <translation>nível %1</translation>
    </message>
    <message>
        <source>kept as a card</source>
        <translation>guardada como cartão</translation>
    </message>
    <message>
        <source>looked up again and again: it will be practised more</source>
        <translation>consultada várias vezes: vai ser mais praticada</translation>
    </message>
    <message>
        <source>“%1” is a form of this word.</source>
        <translation>“%1” é uma forma desta palavra.</translation>
    </message>
    <message>
        <source>“%1” isn’t in the dictionaries. This may be what you meant.</source>
        <translation>“%1” não está nos dicionários. Talvez você tenha querido dizer isto.</translation>
    </message>
    <message>
        <source>Found for “%1”.</source>
        <translation>Encontrado para “%1”.</translation>
    </message>
    <message>
        <source>The translator says: %1</source>
        <translation>O tradutor diz: %1</translation>
    </message>
    <message>
        <source>No dictionary here has it. The translator says: %1</source>
        <translation>Nenhum dicionário daqui tem a palavra. O tradutor diz: %1</translation>
    </message>
    <message>
        <source>Careful: *%1* isn’t always “%2”. It usually means: %3. For “%2” they say: %4.</source>
        <translation>Cuidado: *%1* nem sempre é “%2”. Geralmente significa: %3. Para “%2” se diz: %4.</translation>
    </message>
    <message>
        <source>False friend: *%1* isn’t “%2”. It means: %3. For “%2” they say: %4.</source>
        <translation>Falso amigo: *%1* não é “%2”. Significa: %3. Para “%2” se diz: %4.</translation>
    </message>
</context>
<context>
    <name>WordPanel</name>
    <message>
        <source>Close (Esc)</source>
        <translation>Fechar (Esc)</translation>
    </message>
    <message>
        <source>Above: what is meant. Below: what we heard. Choose a sound to see how it is made.</source>
        <translation>Em cima: o som certo. Embaixo: o que ouvimos. Escolha um som para ver como se faz.</translation>
    </message>
    <message>
        <source>Sounds of “{word}”</source>
        <translation>Sons de “{word}”</translation>
    </message>
    <message>
        <source>You said “{heard}”.</source>
        <translation>Você disse “{heard}”.</translation>
    </message>
    <message>
        <source>Put the weight of the word on “{asked}”. You seemed to put it on “{heard}”.</source>
        <translation>A sílaba forte é a de “{asked}”. A sua parece ter sido a de “{heard}”.</translation>
    </message>
    <message>
        <source>{heard} doesn’t belong here.</source>
        <translation>{heard} não faz parte desta palavra.</translation>
    </message>
    <message>
        <source>{asked}, as in {example}: right.</source>
        <translation>{asked}, como em {example}: certo.</translation>
    </message>
    <message>
        <source>{asked}, as in {example}: we couldn’t hear it clearly.</source>
        <translation>{asked}, como em {example}: não ouvimos com clareza.</translation>
    </message>
    <message>
        <source>{asked}, as in {example}: we couldn’t hear it.</source>
        <translation>{asked}, como em {example}: não ouvimos.</translation>
    </message>
    <message>
        <source>{asked}, as in {example}, came out as {heard}.</source>
        <translation>{asked}, como em {example}, saiu como {heard}.</translation>
    </message>
</context>
<context>
    <name>WritePage</name>
    <message>
        <source>Saved as %1.</source>
        <translation>Salvo como %1.</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>Próxima marcação</translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>Marcação anterior</translation>
    </message>
    <message>
        <source>Fix what is chosen</source>
        <translation>Corrigir o que está escolhido</translation>
    </message>
    <message>
        <source>I disagree</source>
        <translation>Discordo</translation>
    </message>
    <message>
        <source>Ignore it in this text</source>
        <translation>Ignorar neste texto</translation>
    </message>
    <message>
        <source>Add the word to your dictionary</source>
        <translation>Adicionar a palavra ao seu dicionário</translation>
    </message>
    <message>
        <source>More about it</source>
        <translation>Mais sobre isto</translation>
    </message>
    <message>
        <source>To the chosen card, and back to the text</source>
        <translation>Ir ao cartão escolhido e voltar ao texto</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>Show or hide the prompt</source>
        <translation>Mostrar ou esconder a proposta</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>Novo texto</translation>
    </message>
    <message>
        <source>Open a file</source>
        <translation>Abrir um arquivo</translation>
    </message>
    <message>
        <source>Save now, and keep this version</source>
        <translation>Salvar agora e guardar esta versão</translation>
    </message>
    <message>
        <source>Save a copy as a file</source>
        <translation>Salvar uma cópia em um arquivo</translation>
    </message>
    <message>
        <source>Your texts, and earlier versions</source>
        <translation>Seus textos e versões anteriores</translation>
    </message>
    <message>
        <source>Undo, fixes too</source>
        <translation>Desfazer, correções também</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>Um passo atrás</translation>
    </message>
    <message>
        <source>There is nothing to finish yet.</source>
        <translation>Ainda não há nada para concluir.</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Salvo</translation>
    </message>
    <message>
        <source>What a teacher would mark appears here while you write.</source>
        <translation>O que um professor marcaria aparece aqui enquanto você escreve.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Lendo…</translation>
    </message>
    <message>
        <source>Nothing to mark.</source>
        <translation>Nada a marcar.</translation>
    </message>
    <message>
        <source>The file doesn’t say how its letters are written. Look whether the accents are right.</source>
        <translation>O arquivo não diz como suas letras são codificadas. Veja se os acentos estão certos.</translation>
    </message>
</context>
<context>
    <name>WriteView</name>
    <message>
        <source>Write here. What you write stays on this computer.</source>
        <translation>Escreva aqui. O que você escreve fica neste computador.</translation>
    </message>
    <message>
        <source>Your text</source>
        <translation>Seu texto</translation>
    </message>
    <message>
        <source>See the models</source>
        <translation>Ver os modelos</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Verificar de novo</translation>
    </message>
    <message>
        <source>Corrections go deeper with the tutor pack</source>
        <translation>As correções vão mais fundo com o pacote do tutor</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Escrever</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Proposta</translation>
    </message>
    <message>
        <source>Your texts</source>
        <translation>Seus textos</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mais</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>New text</source>
        <translation>Novo texto</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Abrir um arquivo…</translation>
    </message>
    <message>
        <source>Save a copy as a file…</source>
        <translation>Salvar uma cópia em um arquivo…</translation>
    </message>
    <message>
        <source>Your dictionary…</source>
        <translation>Seu dicionário…</translation>
    </message>
    <message>
        <source>What you disagreed with…</source>
        <translation>Do que você discordou…</translation>
    </message>
</context>
<context>
    <name>WritingFoot</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n palavra</numerusform>
            <numerusform>%n palavras</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} of {wanted} words</source>
        <translation>{count} de {wanted} palavras</translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n frase</numerusform>
            <numerusform>%n frases</numerusform>
        </translation>
    </message>
    <message>
        <source>level about {level}</source>
        <translation>nível por volta de {level}</translation>
    </message>
    <message>
        <source>Taking a second look while you pause: {done} of {all} sentences</source>
        <translation>Relendo enquanto você faz uma pausa: {done} de {all} frases</translation>
    </message>
    <message>
        <source>Looking more closely: {done} of {all} sentences</source>
        <translation>Olhando mais de perto: {done} de {all} frases</translation>
    </message>
</context>
<context>
    <name>_Question</name>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
</context>
</TS>
