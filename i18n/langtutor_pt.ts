<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en_US">
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
    <name>BusyView</name>
    <message>
        <source>Cancel (Esc)</source>
        <translation>Cancelar (Esc)</translation>
    </message>
</context>
<context>
    <name>EntryView</name>
    <message>
        <source>noun</source>
        <translation>substantivo</translation>
    </message>
    <message>
        <source>verb</source>
        <translation>verbo</translation>
    </message>
    <message>
        <source>adjective</source>
        <translation>adjetivo</translation>
    </message>
    <message>
        <source>adverb</source>
        <translation>advérbio</translation>
    </message>
    <message>
        <source>pronoun</source>
        <translation>pronome</translation>
    </message>
    <message>
        <source>preposition</source>
        <translation>preposição</translation>
    </message>
    <message>
        <source>conjunction</source>
        <translation>conjunção</translation>
    </message>
    <message>
        <source>interjection</source>
        <translation>interjeição</translation>
    </message>
    <message>
        <source>article</source>
        <translation>artigo</translation>
    </message>
    <message>
        <source>determiner</source>
        <translation>determinante</translation>
    </message>
    <message>
        <source>numeral</source>
        <translation>numeral</translation>
    </message>
    <message>
        <source>proper noun</source>
        <translation>nome próprio</translation>
    </message>
    <message>
        <source>phrase</source>
        <translation>expressão</translation>
    </message>
    <message>
        <source>prefix</source>
        <translation>prefixo</translation>
    </message>
    <message>
        <source>suffix</source>
        <translation>sufixo</translation>
    </message>
    <message>
        <source>abbreviation</source>
        <translation>abreviatura</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Begin</source>
        <translation>Começar</translation>
    </message>
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
    <message>
        <source>Welcome</source>
        <translation>Boas-vindas</translation>
    </message>
    <message>
        <source>Language of this window</source>
        <translation>Idioma desta janela</translation>
    </message>
    <message>
        <source>Three answers, and you can begin. All of them can be changed later in Settings.</source>
        <translation>Três respostas e você já pode começar. Todas podem ser mudadas depois em Configurações.</translation>
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
        <source>Look up</source>
        <translation>Consultar</translation>
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
    <name>KeysDialog</name>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
</context>
<context>
    <name>LookUpPage</name>
    <message>
        <source>Look up</source>
        <translation>Consultar</translation>
    </message>
    <message>
        <source>A word or a sentence</source>
        <translation>Uma palavra ou uma frase</translation>
    </message>
    <message>
        <source>A word or a sentence to look up</source>
        <translation>Uma palavra ou frase para consultar</translation>
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
        <source>Looked up before</source>
        <translation>Já consultado</translation>
    </message>
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
        <source>A word gives its dictionary entry, a sentence its translation and what that means back again.</source>
        <translation>Uma palavra traz o verbete do dicionário; uma frase, a tradução e o que ela quer dizer de volta.</translation>
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
    <name>LookUpView</name>
    <message>
        <source>Kept as a card</source>
        <translation>Guardado como cartão</translation>
    </message>
    <message>
        <source>Translated back, so that you see what was understood:</source>
        <translation>Traduzido de volta, para você ver o que foi entendido:</translation>
    </message>
    <message>
        <source>No dictionary here knows “%1”. Is it spelt as you meant it, and in this language?</source>
        <translation>Nenhum dicionário daqui conhece “%1”. Está escrito como você queria, e neste idioma?</translation>
    </message>
    <message>
        <source>Translation</source>
        <translation>Tradução</translation>
    </message>
    <message>
        <source>Definitions</source>
        <translation>Definições</translation>
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
    <name>MessageStrip</name>
    <message>
        <source>Dismiss the message</source>
        <translation>Fechar a mensagem</translation>
    </message>
</context>
<context>
    <name>ModelBanner</name>
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
        <source>Later</source>
        <translation>Depois</translation>
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
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
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
        <source>Hear it slower</source>
        <translation>Ouvir mais devagar</translation>
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
        <source>I was right: count it</source>
        <translation>Eu acertei: contar como certo</translation>
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
</context>
<context>
    <name>PractiseView</name>
    <message>
        <source>Yourself (A)</source>
        <translation>Você (A)</translation>
    </message>
    <message>
        <source>Model (B)</source>
        <translation>Modelo (B)</translation>
    </message>
    <message>
        <source>Slower (S)</source>
        <translation>Mais devagar (S)</translation>
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
        <source>Hear it ({key})</source>
        <translation>Ouvir ({key})</translation>
    </message>
    <message>
        <source>Slower ({key})</source>
        <translation>Mais devagar ({key})</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Open the folder with my data</source>
        <translation>Abrir a pasta com meus dados</translation>
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
        <source>Keep my recordings</source>
        <translation>Guardar minhas gravações</translation>
    </message>
    <message>
        <source>On this computer only, to hear them again.</source>
        <translation>Só neste computador, para ouvir de novo.</translation>
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
        <source>Models</source>
        <translation>Modelos</translation>
    </message>
    <message>
        <source>installed</source>
        <translation>instalado</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>não instalado</translation>
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
        <source>Meant</source>
        <translation>O certo</translation>
    </message>
    <message>
        <source>You wrote</source>
        <translation>Você escreveu</translation>
    </message>
    <message>
        <source>We heard</source>
        <translation>Ouvimos</translation>
    </message>
    <message>
        <source>You said</source>
        <translation>Você disse</translation>
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
        <source>{skill}: {after} % likely to be right next time</source>
        <translation>{skill}: {after} % de chance de acertar da próxima vez</translation>
    </message>
    <message>
        <source>{skill}: {before} % → {after} % likely to be right next time</source>
        <translation>{skill}: {before} % → {after} % de chance de acertar da próxima vez</translation>
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
    <name>WordButton</name>
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
        <source>“{word}” was missing</source>
        <translation>faltou “{word}”</translation>
    </message>
    <message>
        <source>“{word}”: it came out as “{heard}”</source>
        <translation>“{word}”: saiu como “{heard}”</translation>
    </message>
</context>
</TS>
