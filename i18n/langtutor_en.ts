<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>BookShelf</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContourView</name>
    <message numerus="yes">
        <source>%n pause(s)</source>
        <translation>
            <numerusform>%n pause</numerusform>
            <numerusform>%n pauses</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DownloadCard</name>
    <message numerus="yes">
        <source>Taking %n model(s) from the folder</source>
        <translation>
            <numerusform>Taking %n model from the folder</numerusform>
            <numerusform>Taking %n models from the folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Downloading %n model(s)</source>
        <translation>
            <numerusform>Downloading %n model</numerusform>
            <numerusform>Downloading %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DraftsView</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FindingMargin</name>
    <message numerus="yes">
        <source>%n correction(s)</source>
        <translation>
            <numerusform>%n correction</numerusform>
            <numerusform>%n corrections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n model(s) are ready.</source>
        <translation>
            <numerusform>%n model is ready.</numerusform>
            <numerusform>%n models are ready.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelTexts</name>
    <message numerus="yes">
        <source>%n language(s)</source>
        <translation>
            <numerusform>%n language</numerusform>
            <numerusform>%n languages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about %n hour left</numerusform>
            <numerusform>about %n hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message numerus="yes">
        <source>%n model(s) installed, %1 on disk · %2 free</source>
        <translation>
            <numerusform>%n model installed, %1 on disk · %2 free</numerusform>
            <numerusform>%n models installed, %1 on disk · %2 free</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsStep</name>
    <message numerus="yes">
        <source>%n model(s) are taken from the folder.</source>
        <translation>
            <numerusform>%n model is taken from the folder.</numerusform>
            <numerusform>%n models are taken from the folder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelsWork</name>
    <message numerus="yes">
        <source>All files of %n model(s) are as they should be.</source>
        <translation>
            <numerusform>All files of %n model are as they should be.</numerusform>
            <numerusform>All files of %n models are as they should be.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) need to be repaired.</source>
        <translation>
            <numerusform>%n model needs to be repaired.</numerusform>
            <numerusform>%n models need to be repaired.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PromptPanel</name>
    <message numerus="yes">
        <source>from %n word(s)</source>
        <translation>
            <numerusform>from %n word</numerusform>
            <numerusform>from %n words</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordedWave</name>
    <message numerus="yes">
        <source>%n word(s). Choose one with the arrow keys.</source>
        <translation>
            <numerusform>%n word. Choose it with the arrow keys.</numerusform>
            <numerusform>%n words. Choose one with the arrow keys.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SummaryView</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s)</source>
        <translation>
            <numerusform>%n mistake</numerusform>
            <numerusform>%n mistakes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s) went into your ledger; your next drills know of it.</source>
        <translation>
            <numerusform>%n mistake went into your ledger; your next drills know of it.</numerusform>
            <numerusform>%n mistakes went into your ledger; your next drills know of it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mistake(s) had been there already, from finishing this text before.</source>
        <translation>
            <numerusform>%n mistake had been there already, from finishing this text before.</numerusform>
            <numerusform>%n mistakes had been there already, from finishing this text before.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WritingFoot</name>
    <message numerus="yes">
        <source>%n word(s)</source>
        <translation>
            <numerusform>%n word</numerusform>
            <numerusform>%n words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sentence(s)</source>
        <translation>
            <numerusform>%n sentence</numerusform>
            <numerusform>%n sentences</numerusform>
        </translation>
    </message>
</context>
</TS>
