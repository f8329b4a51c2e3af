<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>BeatGen</name>
    <message>
        <source>Something went wrong inside BeatGen ({detail}). Your beat is still here; save it with Export.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
