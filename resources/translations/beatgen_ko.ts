<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko" sourcelanguage="en">
<context>
    <name>BeatGen</name>
    <message>
        <source>TimGM6mb by Tim Brechbill, GNU General Public License, version 2. It comes with pretty_midi, which is under the MIT License.</source>
        <translation>TimGM6mb, 제작 Tim Brechbill, GNU General Public License 버전 2. MIT License를 따르는 pretty_midi에 들어 있습니다.</translation>
    </message>
    <message>
        <source>None is kept. Started in a terminal as beatgen --debug, BeatGen prints its errors there.</source>
        <translation>로그를 남기지 않습니다. 터미널에서 beatgen --debug로 시작하면 오류가 그곳에 출력됩니다.</translation>
    </message>
    <message>
        <source>{version} on {system} ({machine})</source>
        <translation>{version}, {system} ({machine})</translation>
    </message>
    <message>
        <source>Apache License 2.0. The models that come with it are under it, too.</source>
        <translation>Apache License 2.0. 함께 제공되는 모델에도 같은 라이선스가 적용됩니다.</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>학습 데이터</translation>
    </message>
    <message>
        <source>SoundFont</source>
        <translation>사운드폰트</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <translation>저장하지 않은 작업</translation>
    </message>
    <message>
        <source>Dragged files</source>
        <translation>드래그한 파일</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>comes with BeatGen</source>
        <translation>BeatGen에 포함됨</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>설치되지 않음</translation>
    </message>
    <message>
        <source>Waiting for the MIDI clock.</source>
        <translation>MIDI 클록을 기다리고 있습니다.</translation>
    </message>
    <message>
        <source>Counting in.</source>
        <translation>카운트인 중입니다.</translation>
    </message>
    <message>
        <source>{controller} moves the {target} from now on.</source>
        <translation>이제 {controller}(으)로 {target}을(를) 움직입니다.</translation>
    </message>
    <message>
        <source>The chain is played.</source>
        <translation>체인을 재생합니다.</translation>
    </message>
    <message>
        <source>The beat on screen is played.</source>
        <translation>화면의 비트를 재생합니다.</translation>
    </message>
    <message>
        <source>{name}: {bars}.</source>
        <translation>{name}: {bars}.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>정지했습니다.</translation>
    </message>
    <message>
        <source>No controller moves the {target} any more.</source>
        <translation>이제 {target}을(를) 움직이는 컨트롤러가 없습니다.</translation>
    </message>
    <message>
        <source>The whole beat is played.</source>
        <translation>비트 전체를 재생합니다.</translation>
    </message>
    <message>
        <source>Looping {section}.</source>
        <translation>{section}을(를) 반복합니다.</translation>
    </message>
    <message>
        <source>The tempo follows Ableton Link ({peers}).</source>
        <translation>템포가 Ableton Link를 따릅니다({peers}).</translation>
    </message>
    <message>
        <source>Playing in silence: no output is ready. Choose one at the top right.</source>
        <translation>소리 없이 재생 중입니다. 준비된 출력이 없으니 오른쪽 위에서 고르세요.</translation>
    </message>
    <message>
        <source>Playing the chain.</source>
        <translation>체인을 재생합니다.</translation>
    </message>
    <message>
        <source>Playing {beat}.</source>
        <translation>재생 중: {beat}.</translation>
    </message>
    <message>
        <source>MIDI clock from {port}</source>
        <translation>{port}의 MIDI 클록</translation>
    </message>
    <message>
        <source>MIDI port: {name}.</source>
        <translation>MIDI 포트: {name}.</translation>
    </message>
    <message>
        <source>The synthesizer is off.</source>
        <translation>신시사이저를 껐습니다.</translation>
    </message>
    <message>
        <source>SoundFont: {name}.</source>
        <translation>사운드폰트: {name}.</translation>
    </message>
    <message>
        <source>Drum kit: {name}.</source>
        <translation>드럼 킷: {name}.</translation>
    </message>
    <message>
        <source>Drum map: {name}.</source>
        <translation>드럼 맵: {name}.</translation>
    </message>
    <message>
        <source>Following {leader}.</source>
        <translation>따라가기: {leader}.</translation>
    </message>
    <message>
        <source>BeatGen&apos;s own tempo</source>
        <translation>BeatGen의 템포</translation>
    </message>
    <message>
        <source>MIDI clock</source>
        <translation>MIDI 클록</translation>
    </message>
    <message>
        <source>MIDI clock from own port “BeatGen”</source>
        <translation>자체 포트 “BeatGen”의 MIDI 클록</translation>
    </message>
    <message>
        <source>The MIDI port is off.</source>
        <translation>MIDI 포트를 껐습니다.</translation>
    </message>
    <message>
        <source>MIDI clock goes to {port}.</source>
        <translation>{port}(으)로 MIDI 클록을 보냅니다.</translation>
    </message>
    <message>
        <source>MIDI clock goes no more to {port}.</source>
        <translation>{port}(으)로 더 이상 MIDI 클록을 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>제목 없음</translation>
    </message>
    <message>
        <source>Star {takes}</source>
        <translation>{takes} 별표 표시</translation>
    </message>
    <message>
        <source>Unstar {takes}</source>
        <translation>{takes} 별표 제거</translation>
    </message>
    <message>
        <source>Delete {takes}</source>
        <translation>{takes} 삭제</translation>
    </message>
    <message>
        <source>Change tempo</source>
        <translation>템포 변경</translation>
    </message>
    <message>
        <source>Change swing</source>
        <translation>스윙 변경</translation>
    </message>
    <message>
        <source>Change density</source>
        <translation>밀도 변경</translation>
    </message>
    <message>
        <source>Release feel</source>
        <translation>연주감 해제</translation>
    </message>
    <message>
        <source>Load {take}</source>
        <translation>{take} 불러오기</translation>
    </message>
    <message>
        <source>Keep {beat}</source>
        <translation>{beat} 보관</translation>
    </message>
    <message>
        <source>Rename {take}</source>
        <translation>{take} 이름 변경</translation>
    </message>
    <message>
        <source>TRAY</source>
        <translation>트레이</translation>
    </message>
    <message>
        <source>Space plays this beat. G makes new ones. F1 shows every key.</source>
        <translation>Space를 누르면 이 비트를 재생하고, G를 누르면 새 비트를 만듭니다. F1을 누르면 모든 단축키를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>{take} is in the tray.</source>
        <translation>트레이에 보관했습니다: {take}</translation>
    </message>
    <message>
        <source>Ghosts show what the model finds likely.</source>
        <translation>모델이 어울린다고 보는 노트를 고스트로 표시합니다.</translation>
    </message>
    <message>
        <source>No ghosts are shown.</source>
        <translation>고스트를 표시하지 않습니다.</translation>
    </message>
    <message>
        <source>An export isn&apos;t done yet. Close BeatGen once more to give it up.</source>
        <translation>내보내기가 아직 끝나지 않았습니다. BeatGen을 한 번 더 닫으면 그만둡니다.</translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <translation>실행 취소: {step}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <translation>다시 실행: {step}</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Undone: {step}.</source>
        <translation>실행 취소: {step}</translation>
    </message>
    <message>
        <source>Redone: {step}.</source>
        <translation>다시 실행: {step}</translation>
    </message>
    <message>
        <source>The chain is empty. N adds this beat to it.</source>
        <translation>체인이 비어 있습니다. N을 누르면 이 비트를 추가합니다.</translation>
    </message>
    <message>
        <source>Making again what {take} came from.</source>
        <translation>{take}의 레시피로 다시 만듭니다.</translation>
    </message>
    <message>
        <source>Between two beats</source>
        <translation>두 비트 사이</translation>
    </message>
    <message>
        <source>Between four beats</source>
        <translation>네 비트 사이</translation>
    </message>
    <message>
        <source>Map of the takes</source>
        <translation>테이크 지도</translation>
    </message>
    <message>
        <source>Move the cursor</source>
        <translation>커서 이동</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>화살표</translation>
    </message>
    <message>
        <source>By a beat, by a bar</source>
        <translation>한 박씩, 한 마디씩</translation>
    </message>
    <message>
        <source>Ctrl+arrows, PgUp PgDn</source>
        <translation>Ctrl+화살표, PgUp PgDn</translation>
    </message>
    <message>
        <source>Set or clear a hit</source>
        <translation>노트 입력/지우기</translation>
    </message>
    <message>
        <source>Velocity</source>
        <translation>벨로시티</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>선택</translation>
    </message>
    <message>
        <source>Shift+arrows, Shift+drag</source>
        <translation>Shift+화살표, Shift+드래그</translation>
    </message>
    <message>
        <source>Draw; erase</source>
        <translation>그리기, 지우기</translation>
    </message>
    <message>
        <source>drag; Alt+drag</source>
        <translation>드래그, Alt+드래그</translation>
    </message>
    <message>
        <source>Velocity of a hit</source>
        <translation>노트의 벨로시티</translation>
    </message>
    <message>
        <source>drag up or down, wheel</source>
        <translation>위아래로 드래그, 휠</translation>
    </message>
    <message>
        <source>Move the selection</source>
        <translation>선택 영역 이동</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+드래그</translation>
    </message>
    <message>
        <source>Zoom, scroll</source>
        <translation>확대/축소, 스크롤</translation>
    </message>
    <message>
        <source>Ctrl+wheel, Shift+wheel</source>
        <translation>Ctrl+휠, Shift+휠</translation>
    </message>
    <message>
        <source>Walk and load</source>
        <translation>이동하며 불러오기</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 변경</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Copy the file&apos;s path</source>
        <translation>파일 경로 복사</translation>
    </message>
    <message>
        <source>Take into the DAW</source>
        <translation>DAW로 가져가기</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>드래그</translation>
    </message>
    <message>
        <source>Lay its feel on the beat</source>
        <translation>연주감을 현재 비트에 적용</translation>
    </message>
    <message>
        <source>drop it on Feel</source>
        <translation>연주감 패널에 놓기</translation>
    </message>
    <message>
        <source>Kick; snare</source>
        <translation>킥, 스네어</translation>
    </message>
    <message>
        <source>Any drum</source>
        <translation>아무 드럼</translation>
    </message>
    <message>
        <source>other letters</source>
        <translation>다른 글자 키</translation>
    </message>
    <message>
        <source>Harder</source>
        <translation>더 세게</translation>
    </message>
    <message>
        <source>with Shift</source>
        <translation>Shift와 함께</translation>
    </message>
    <message>
        <source>Number of bars</source>
        <translation>마디 수</translation>
    </message>
    <message>
        <source>1 to 4</source>
        <translation>1~4</translation>
    </message>
    <message>
        <source>Done; cancel</source>
        <translation>완료, 취소</translation>
    </message>
    <message>
        <source>Move the slider</source>
        <translation>슬라이더 이동</translation>
    </message>
    <message>
        <source>drag, wheel, arrows</source>
        <translation>드래그, 휠, 화살표</translation>
    </message>
    <message>
        <source>Finely</source>
        <translation>세밀하게</translation>
    </message>
    <message>
        <source>To A, to B</source>
        <translation>A로, B로</translation>
    </message>
    <message>
        <source>Choose an end</source>
        <translation>양 끝 지정</translation>
    </message>
    <message>
        <source>drop a take or a file</source>
        <translation>테이크나 파일 놓기</translation>
    </message>
    <message>
        <source>Move the point in the square</source>
        <translation>사각형 안의 점 이동</translation>
    </message>
    <message>
        <source>drag, arrows</source>
        <translation>드래그, 화살표</translation>
    </message>
    <message>
        <source>Draw a path</source>
        <translation>경로 그리기</translation>
    </message>
    <message>
        <source>right drag, Alt+drag</source>
        <translation>오른쪽 버튼 드래그, Alt+드래그</translation>
    </message>
    <message>
        <source>Pick two on the map</source>
        <translation>지도에서 둘 고르기</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+클릭</translation>
    </message>
    <message>
        <source>Walk, load</source>
        <translation>이동, 불러오기</translation>
    </message>
    <message>
        <source>Arrows, Enter</source>
        <translation>화살표, Enter</translation>
    </message>
    <message>
        <source>Move the entry</source>
        <translation>항목 이동</translation>
    </message>
    <message>
        <source>Alt+arrows, drag</source>
        <translation>Alt+화살표, 드래그</translation>
    </message>
    <message>
        <source>Duplicate, remove</source>
        <translation>복제, 제거</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Beat</source>
        <translation>비트(&amp;B)</translation>
    </message>
    <message>
        <source>Fee&amp;l</source>
        <translation>연주감(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Morph</source>
        <translation>모핑(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>재생(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>In the grid</source>
        <translation>그리드에서</translation>
    </message>
    <message>
        <source>While tapping a beat</source>
        <translation>비트를 탭하는 동안</translation>
    </message>
    <message>
        <source>In the tray</source>
        <translation>트레이에서</translation>
    </message>
    <message>
        <source>In the morph</source>
        <translation>모핑에서</translation>
    </message>
    <message>
        <source>In the chain</source>
        <translation>체인에서</translation>
    </message>
    <message>
        <source>Hear {voice}</source>
        <translation>{voice} 듣기</translation>
    </message>
    <message>
        <source>Hear a voice, from the kick up</source>
        <translation>파트 소리 듣기(킥부터 위로)</translation>
    </message>
    <message>
        <source>1 to 9</source>
        <translation>1~9</translation>
    </message>
    <message>
        <source>New</source>
        <translation>새로 만들기</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>열기…</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>최근 항목 열기</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>다른 이름으로 저장…</translation>
    </message>
    <message>
        <source>Export this beat…</source>
        <translation>이 비트 내보내기…</translation>
    </message>
    <message>
        <source>Export with options…</source>
        <translation>옵션을 정해 내보내기…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>설정…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>종료</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>잘라내기</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>붙여넣기</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>모두 선택</translation>
    </message>
    <message>
        <source>Select voice</source>
        <translation>파트 선택</translation>
    </message>
    <message>
        <source>Select bar</source>
        <translation>마디 선택</translation>
    </message>
    <message>
        <source>Select nothing</source>
        <translation>선택 해제</translation>
    </message>
    <message>
        <source>Duplicate bar</source>
        <translation>마디 복제</translation>
    </message>
    <message>
        <source>Add bar</source>
        <translation>마디 추가</translation>
    </message>
    <message>
        <source>Delete bar</source>
        <translation>마디 삭제</translation>
    </message>
    <message>
        <source>Rotate left</source>
        <translation>왼쪽으로 돌리기</translation>
    </message>
    <message>
        <source>Rotate right</source>
        <translation>오른쪽으로 돌리기</translation>
    </message>
    <message>
        <source>Nudge earlier</source>
        <translation>앞으로 당기기</translation>
    </message>
    <message>
        <source>Nudge later</source>
        <translation>뒤로 밀기</translation>
    </message>
    <message>
        <source>On the grid</source>
        <translation>그리드에 맞추기</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>뒤집기</translation>
    </message>
    <message>
        <source>Randomise velocity…</source>
        <translation>벨로시티 무작위화…</translation>
    </message>
    <message>
        <source>Clear voice</source>
        <translation>파트 지우기</translation>
    </message>
    <message>
        <source>Find in the tray</source>
        <translation>트레이에서 찾기</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Vary</source>
        <translation>변주</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>필인</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>이어 만들기</translation>
    </message>
    <message>
        <source>Tap a beat</source>
        <translation>비트 탭하기</translation>
    </message>
    <message>
        <source>Lock or unlock the selection</source>
        <translation>선택 영역 잠금/해제</translation>
    </message>
    <message>
        <source>Lock or unlock the voice</source>
        <translation>파트 잠금/해제</translation>
    </message>
    <message>
        <source>Lock or unlock the bar</source>
        <translation>마디 잠금/해제</translation>
    </message>
    <message>
        <source>Unlock all</source>
        <translation>모두 잠금 해제</translation>
    </message>
    <message>
        <source>Thinner</source>
        <translation>성기게</translation>
    </message>
    <message>
        <source>Thicker</source>
        <translation>빽빽하게</translation>
    </message>
    <message>
        <source>Keep as a take</source>
        <translation>테이크로 보관</translation>
    </message>
    <message>
        <source>Compare A and B</source>
        <translation>A와 B 비교</translation>
    </message>
    <message>
        <source>Stop comparing</source>
        <translation>비교 끝내기</translation>
    </message>
    <message>
        <source>Add to the chain</source>
        <translation>체인에 추가</translation>
    </message>
    <message>
        <source>New feel</source>
        <translation>새 연주감</translation>
    </message>
    <message>
        <source>Groove from file…</source>
        <translation>파일에서 그루브 가져오기…</translation>
    </message>
    <message>
        <source>Release what was set by hand</source>
        <translation>직접 설정한 노트를 연주감에 맡기기</translation>
    </message>
    <message>
        <source>All as it was played</source>
        <translation>모두 연주한 그대로 되돌리기</translation>
    </message>
    <message>
        <source>Feel voice by voice</source>
        <translation>파트별 연주감</translation>
    </message>
    <message>
        <source>Play new beats</source>
        <translation>새 비트도 드러머가 연주</translation>
    </message>
    <message>
        <source>Swap A and B</source>
        <translation>A와 B 바꾸기</translation>
    </message>
    <message>
        <source>Towards A</source>
        <translation>A 쪽으로</translation>
    </message>
    <message>
        <source>Towards B</source>
        <translation>B 쪽으로</translation>
    </message>
    <message>
        <source>Far towards A</source>
        <translation>A 쪽으로 크게</translation>
    </message>
    <message>
        <source>Far towards B</source>
        <translation>B 쪽으로 크게</translation>
    </message>
    <message>
        <source>Another way</source>
        <translation>다른 길</translation>
    </message>
    <message>
        <source>Make a chain from A to B</source>
        <translation>A에서 B까지 체인 만들기</translation>
    </message>
    <message>
        <source>Record the movement</source>
        <translation>움직임 녹음</translation>
    </message>
    <message>
        <source>Learn a controller…</source>
        <translation>컨트롤러 학습…</translation>
    </message>
    <message>
        <source>Voice by voice</source>
        <translation>파트별 모핑</translation>
    </message>
    <message>
        <source>Let all voices go along</source>
        <translation>모든 파트가 슬라이더 따라가기</translation>
    </message>
    <message>
        <source>Follow the path</source>
        <translation>경로 따라가기</translation>
    </message>
    <message>
        <source>A single row</source>
        <translation>한 줄로 접기</translation>
    </message>
    <message>
        <source>Play or stop</source>
        <translation>재생/정지</translation>
    </message>
    <message>
        <source>Go to the start</source>
        <translation>처음으로 이동</translation>
    </message>
    <message>
        <source>Loop the bar</source>
        <translation>마디 반복</translation>
    </message>
    <message>
        <source>Play the chain</source>
        <translation>체인 재생</translation>
    </message>
    <message>
        <source>Mute the voice</source>
        <translation>파트 뮤트</translation>
    </message>
    <message>
        <source>Solo the voice</source>
        <translation>파트 솔로</translation>
    </message>
    <message>
        <source>Metronome</source>
        <translation>메트로놈</translation>
    </message>
    <message>
        <source>Tap the tempo</source>
        <translation>템포 탭</translation>
    </message>
    <message>
        <source>Silence everything</source>
        <translation>모든 소리 끄기(패닉)</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>확대</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>축소</translation>
    </message>
    <message>
        <source>Whole beat</source>
        <translation>비트 전체 보기</translation>
    </message>
    <message>
        <source>Ghosts</source>
        <translation>고스트</translation>
    </message>
    <message>
        <source>Velocity lane</source>
        <translation>벨로시티 레인</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>테마</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>단축키</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>사용 설명서</translation>
    </message>
    <message>
        <source>About BeatGen</source>
        <translation>BeatGen 정보</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>최근 프로젝트 없음</translation>
    </message>
    <message>
        <source>Use as {letter}</source>
        <translation>{letter}로 지정</translation>
    </message>
    <message>
        <source>Own port “BeatGen”</source>
        <translation>자체 포트 “BeatGen”</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>다음 스텝</translation>
    </message>
    <message>
        <source>next beat</source>
        <translation>다음 박</translation>
    </message>
    <message>
        <source>next bar</source>
        <translation>다음 마디</translation>
    </message>
    <message>
        <source>next loop</source>
        <translation>다음 반복</translation>
    </message>
    <message>
        <source>As the system&apos;s (dark)</source>
        <translation>시스템 설정(어둡게)</translation>
    </message>
    <message>
        <source>As the system&apos;s (light)</source>
        <translation>시스템 설정(밝게)</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>어둡게</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>밝게</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>자동</translation>
    </message>
    <message>
        <source>As the system&apos;s ({language})</source>
        <translation>시스템 설정에 따름({language})</translation>
    </message>
    <message>
        <source>Processor (CPU) only</source>
        <translation>프로세서(CPU)만</translation>
    </message>
    <message>
        <source>Opening beat</source>
        <translation>첫 비트</translation>
    </message>
    <message>
        <source>Unlock bar {number}</source>
        <translation>마디 {number} 잠금 해제</translation>
    </message>
    <message>
        <source>Lock bar {number}</source>
        <translation>마디 {number} 잠금</translation>
    </message>
    <message>
        <source>Loop bar {number}</source>
        <translation>마디 {number} 반복</translation>
    </message>
    <message>
        <source>Select bar {number}</source>
        <translation>마디 {number} 선택</translation>
    </message>
    <message>
        <source>Duplicate bar {number}</source>
        <translation>마디 {number} 복제</translation>
    </message>
    <message>
        <source>Add a bar at the end</source>
        <translation>끝에 마디 추가</translation>
    </message>
    <message>
        <source>Delete bar {number}</source>
        <translation>마디 {number} 삭제</translation>
    </message>
    <message>
        <source>Copied {cells}.</source>
        <translation>{cells}을(를) 복사했습니다.</translation>
    </message>
    <message>
        <source>Reset timing</source>
        <translation>그리드에 맞추기</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>더 세게</translation>
    </message>
    <message>
        <source>Softer</source>
        <translation>더 여리게</translation>
    </message>
    <message>
        <source>Randomise velocity</source>
        <translation>벨로시티 무작위화</translation>
    </message>
    <message>
        <source>Deleted bar {number}.</source>
        <translation>마디 {number}을(를) 삭제했습니다.</translation>
    </message>
    <message>
        <source>Bar {bar} is like bar {original}.</source>
        <translation>마디 {original}을(를) 마디 {bar}에 복제했습니다.</translation>
    </message>
    <message>
        <source>Bar {bar} is new.</source>
        <translation>마디 {bar}을(를) 추가했습니다.</translation>
    </message>
    <message>
        <source>A beat has at least one bar.</source>
        <translation>비트에는 마디가 하나 이상 있어야 합니다.</translation>
    </message>
    <message>
        <source>A beat has at most {count} bars.</source>
        <translation>비트는 {count}마디까지 늘릴 수 있습니다.</translation>
    </message>
    <message>
        <source>There is nothing to paste: copy some cells first.</source>
        <translation>붙여넣을 내용이 없습니다. 먼저 칸을 복사하세요.</translation>
    </message>
    <message>
        <source>F1 shows every key.</source>
        <translation>F1을 누르면 모든 단축키를 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Beat grid</source>
        <translation>비트 그리드</translation>
    </message>
    <message>
        <source>in part</source>
        <translation>일부</translation>
    </message>
    <message>
        <source>Nothing is locked.</source>
        <translation>잠긴 부분이 없습니다.</translation>
    </message>
    <message>
        <source>Unlock {what}</source>
        <translation>{what} 잠금 해제</translation>
    </message>
    <message>
        <source>Lock {what}</source>
        <translation>{what} 잠금</translation>
    </message>
    <message>
        <source>Unlocked {what}.</source>
        <translation>{what}의 잠금을 해제했습니다.</translation>
    </message>
    <message>
        <source>Locked {what}.</source>
        <translation>{what}을(를) 잠갔습니다.</translation>
    </message>
    <message>
        <source>bar {number}</source>
        <translation>마디 {number}</translation>
    </message>
    <message>
        <source>Click to play from there; Home goes back to the start.
Drag over bars to loop them; double-click or Ctrl+L ends the loop.
Right-click for what can be done with a bar; Ctrl and the wheel zoom.</source>
        <translation>클릭하면 그 위치부터 재생합니다. Home을 누르면 처음으로 돌아갑니다.
마디 위로 드래그하면 반복 구간이 됩니다. 두 번 클릭하거나 Ctrl+L을 누르면 반복을 끝냅니다.
오른쪽 클릭하면 마디 메뉴가 열립니다. Ctrl과 휠로 확대/축소합니다.</translation>
    </message>
    <message>
        <source>Ruler</source>
        <translation>눈금자</translation>
    </message>
    <message>
        <source>Loop: {bars}</source>
        <translation>반복 구간: {bars}</translation>
    </message>
    <message>
        <source>Scroll the beat</source>
        <translation>비트 스크롤</translation>
    </message>
    <message>
        <source>Shift and the wheel scroll, too; Ctrl and the wheel zoom.</source>
        <translation>Shift와 휠로도 스크롤합니다. Ctrl과 휠로 확대/축소합니다.</translation>
    </message>
    <message>
        <source>Set hits</source>
        <translation>노트 입력</translation>
    </message>
    <message>
        <source>Clear hits</source>
        <translation>노트 지우기</translation>
    </message>
    <message>
        <source>Change velocity</source>
        <translation>벨로시티 변경</translation>
    </message>
    <message>
        <source>Draw velocities</source>
        <translation>벨로시티 그리기</translation>
    </message>
    <message>
        <source>Move hits</source>
        <translation>노트 이동</translation>
    </message>
    <message>
        <source>Velocity {velocity}.</source>
        <translation>벨로시티 {velocity}</translation>
    </message>
    <message>
        <source>the whole beat</source>
        <translation>비트 전체</translation>
    </message>
    <message>
        <source>{cells} of the {voice}</source>
        <translation>{voice} {cells}</translation>
    </message>
    <message>
        <source>Nothing is selected.</source>
        <translation>선택한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Selected {cells}.</source>
        <translation>{cells}을(를) 선택했습니다.</translation>
    </message>
    <message>
        <source>{command}: {cells}.</source>
        <translation>{command}: {cells}</translation>
    </message>
    <message>
        <source>the {voice}</source>
        <translation>{voice}</translation>
    </message>
    <message>
        <source>There is no bar {number} any more.</source>
        <translation>마디 {number}은(는) 더 이상 없습니다.</translation>
    </message>
    <message>
        <source>{command}: there is nothing to change in {cells}.</source>
        <translation>{command}: {cells}에는 바꿀 것이 없습니다.</translation>
    </message>
    <message>
        <source>Drag across to draw velocities, with Shift a straight ramp. It shows what is selected,
or the voice that the cursor is on; + and - in the grid change the same velocities.</source>
        <translation>옆으로 드래그하면 벨로시티를 그리고, Shift를 누르면 직선으로 그립니다. 선택한 노트나
커서가 있는 파트의 벨로시티를 보여 줍니다. 그리드에서 +와 -로도 같은 벨로시티를 바꿉니다.</translation>
    </message>
    <message>
        <source>Click to hear the {voice} (key {key}); drag the bar for its volume.
Right-click, or the menu key in the grid, for volume and pan.
Keys: up and down walk, Enter sounds, + and - change the volume, M mutes, S solos, L locks.</source>
        <translation>클릭하면 {voice} 소리를 듣습니다({key} 키). 막대를 드래그하면 볼륨이 바뀝니다.
볼륨과 팬은 오른쪽 클릭하거나 그리드에서 메뉴 키를 누르면 나옵니다.
키: 위아래로 이동, Enter로 소리 듣기, +와 -로 볼륨, M 뮤트, S 솔로, L 잠금.</translation>
    </message>
    <message>
        <source>Silence the {voice} (M in the lane of the {voice}).</source>
        <translation>{voice} 소리를 끕니다({voice} 레인에서 M).</translation>
    </message>
    <message>
        <source>Silence all others (S in the lane of the {voice}).</source>
        <translation>다른 파트의 소리를 모두 끕니다({voice} 레인에서 S).</translation>
    </message>
    <message>
        <source>Keep the {voice} as it is when new beats are made (L here, Shift+L in the lane of the {voice}).
Your own edits of what is locked are free.</source>
        <translation>새 비트를 만들 때 {voice}을(를) 그대로 둡니다(여기서 L, {voice} 레인에서 Shift+L).
잠긴 부분도 직접 편집할 수 있습니다.</translation>
    </message>
    <message>
        <source>Mute {voice}</source>
        <translation>{voice} 뮤트</translation>
    </message>
    <message>
        <source>Solo {voice}</source>
        <translation>{voice} 솔로</translation>
    </message>
    <message>
        <source>Change volume</source>
        <translation>볼륨 변경</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>뮤트</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>솔로</translation>
    </message>
    <message>
        <source>{voice}: volume {volume}</source>
        <translation>{voice}: 볼륨 {volume}</translation>
    </message>
    <message>
        <source>silent</source>
        <translation>소리 꺼짐</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>잠김</translation>
    </message>
    <message>
        <source>locked in part</source>
        <translation>일부 잠김</translation>
    </message>
    <message>
        <source>What an earlier session has left can&apos;t be read. It is kept as {path}</source>
        <translation>이전 작업에서 남은 파일을 읽을 수 없습니다. 다음 위치에 보관합니다: {path}</translation>
    </message>
    <message>
        <source>Your work isn&apos;t being kept for a crash: {reason}</source>
        <translation>비정상 종료에 대비한 자동 저장이 되지 않고 있습니다: {reason}</translation>
    </message>
    <message>
        <source>Examination</source>
        <translation>검사</translation>
    </message>
    <message>
        <source>Something went wrong inside BeatGen ({detail}). Your beat is still here; save it with Export.</source>
        <translation>BeatGen 내부에서 문제가 생겼습니다({detail}). 비트는 그대로 있으니 내보내기로 저장하세요.</translation>
    </message>
    <message>
        <source>can&apos;t be written to ({reason}); use Export instead</source>
        <translation>쓸 수 없습니다({reason}). 대신 내보내기를 사용하세요</translation>
    </message>
    <message>
        <source>unknown reason</source>
        <translation>알 수 없는 이유</translation>
    </message>
    <message>
        <source>Square {across:.0f} : {down:.0f} %</source>
        <translation>사각형 {across:.0f} : {down:.0f} %</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written.</source>
        <translation>내보내기를 중단했습니다. 파일은 만들어지지 않았습니다.</translation>
    </message>
    <message>
        <source>It is too loud in places and was clipped: turn the synthesizer down and export it again.</source>
        <translation>소리가 너무 커서 클리핑된 곳이 있습니다. 신시사이저 레벨을 낮추고 다시 내보내세요.</translation>
    </message>
    <message>
        <source>Wrote {files}.</source>
        <translation>내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>Wrote {files}, on the grid.</source>
        <translation>그리드에 맞춰 내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>Wrote {files}, on the grid in one velocity.</source>
        <translation>그리드에 맞추고 벨로시티를 통일해 내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>Wrote {files} for {map}.</source>
        <translation>드럼 맵 {map}에 맞춰 내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>Wrote {files} for {map}, on the grid.</source>
        <translation>드럼 맵 {map}과(와) 그리드에 맞춰 내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>Wrote {files} for {map}, on the grid in one velocity.</source>
        <translation>드럼 맵 {map}과(와) 그리드에 맞추고 벨로시티를 통일해 내보냈습니다: {files}.</translation>
    </message>
    <message>
        <source>{name}: {bars} at {bpm} bpm, {length_s} s</source>
        <translation>{name}({bars}, {bpm} bpm, {length_s}초)</translation>
    </message>
    <message>
        <source>{beats} into {folder} ({names})</source>
        <translation>{folder} 폴더에 {beats}({names})</translation>
    </message>
    <message>
        <source>{name}: {bars} at {bpm} bpm</source>
        <translation>{name}({bars}, {bpm} bpm)</translation>
    </message>
    <message>
        <source>Exporting {name}…</source>
        <translation>{name} 내보내는 중…</translation>
    </message>
    <message>
        <source>the only hit is yours and stays</source>
        <translation>하나뿐인 노트를 직접 설정했으므로 그대로입니다</translation>
    </message>
    <message>
        <source>1 hit is yours and stays</source>
        <translation>직접 설정한 노트 1개는 그대로입니다</translation>
    </message>
    <message>
        <source>the only hit is locked and stays</source>
        <translation>하나뿐인 노트가 잠겨 있으므로 그대로입니다</translation>
    </message>
    <message>
        <source>1 hit is locked and stays</source>
        <translation>잠긴 노트 1개는 그대로입니다</translation>
    </message>
    <message>
        <source>all {count} hits are yours or locked and stay</source>
        <translation>노트 {count}개를 모두 직접 설정했거나 잠갔으므로 그대로입니다</translation>
    </message>
    <message>
        <source>{count} hits are yours or locked and stay</source>
        <translation>직접 설정했거나 잠긴 노트 {count}개는 그대로입니다</translation>
    </message>
    <message>
        <source>all {count} hits are yours and stay</source>
        <translation>노트 {count}개를 모두 직접 설정했으므로 그대로입니다</translation>
    </message>
    <message>
        <source>{count} hits are yours and stay</source>
        <translation>직접 설정한 노트 {count}개는 그대로입니다</translation>
    </message>
    <message>
        <source>all {count} hits are locked and stay</source>
        <translation>노트 {count}개가 모두 잠겨 있으므로 그대로입니다</translation>
    </message>
    <message>
        <source>{count} hits are locked and stay</source>
        <translation>잠긴 노트 {count}개는 그대로입니다</translation>
    </message>
    <message>
        <source>Ctrl+Alt+L unlocks all.</source>
        <translation>Ctrl+Alt+L을 누르면 모두 잠금이 풀립니다.</translation>
    </message>
    <message>
        <source>{released}; {hits} of yours stay.</source>
        <translation>{released}. 직접 설정한 나머지 {hits}은(는) 그대로입니다.</translation>
    </message>
    <message>
        <source>The only hit of yours goes with the feel</source>
        <translation>직접 설정한 하나뿐인 노트가 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>Both hits of yours go with the feel</source>
        <translation>직접 설정한 노트 2개가 모두 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>The button “yours” lets all of them go with the feel.</source>
        <translation>“직접 …개” 버튼을 누르면 모두 다시 연주감을 따릅니다.</translation>
    </message>
    <message>
        <source>{released}; {hits} of yours stays.</source>
        <translation>{released}. 직접 설정한 나머지 {hits}은(는) 그대로입니다.</translation>
    </message>
    <message>
        <source>The hit under the cursor goes with the feel</source>
        <translation>커서 아래의 노트가 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>{hits} of yours goes with the feel</source>
        <translation>직접 설정한 노트 중 {hits}이(가) 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>{hits} of yours go with the feel</source>
        <translation>직접 설정한 노트 중 {hits}이(가) 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>All {count} hits of yours go with the feel</source>
        <translation>직접 설정한 노트 {count}개가 모두 다시 연주감을 따릅니다</translation>
    </message>
    <message>
        <source>Nothing has changed: {staying}.</source>
        <translation>바뀐 것이 없습니다. {staying}.</translation>
    </message>
    <message>
        <source>Feel as played</source>
        <translation>연주한 그대로 되돌리기</translation>
    </message>
    <message>
        <source>The beat is heard as it was played.</source>
        <translation>비트를 연주한 그대로 들려줍니다.</translation>
    </message>
    <message>
        <source>There are no hits to be played.</source>
        <translation>연주할 노트가 없습니다.</translation>
    </message>
    <message>
        <source>No model is in memory that could play.</source>
        <translation>연주할 수 있는 모델을 불러오지 못했습니다.</translation>
    </message>
    <message>
        <source>Loading the model… the new feel comes right after.</source>
        <translation>모델을 불러오는 중… 끝나면 바로 새 연주감을 입힙니다.</translation>
    </message>
    <message>
        <source>The new feel was for another beat; it was left out.</source>
        <translation>새 연주감은 다른 비트를 위한 것이라 적용하지 않았습니다.</translation>
    </message>
    <message>
        <source>The beat has a new feel; {staying}.</source>
        <translation>비트에 새 연주감을 입혔습니다. {staying}.</translation>
    </message>
    <message>
        <source>That changes nothing here: {staying}.</source>
        <translation>지금은 바꿔도 달라지지 않습니다. {staying}.</translation>
    </message>
    <message>
        <source>The new feel was for the project before; it was left out.</source>
        <translation>새 연주감은 이전 프로젝트를 위한 것이라 적용하지 않았습니다.</translation>
    </message>
    <message>
        <source>Nothing that is selected was set by hand.</source>
        <translation>선택한 노트 중에 직접 설정한 것이 없습니다.</translation>
    </message>
    <message>
        <source>No hit was set by hand.</source>
        <translation>직접 설정한 노트가 없습니다.</translation>
    </message>
    <message>
        <source>The beat has a new feel.</source>
        <translation>비트에 새 연주감을 입혔습니다.</translation>
    </message>
    <message>
        <source>MIDI files (*.mid *.midi *.MID)</source>
        <translation>MIDI 파일 (*.mid *.midi *.MID)</translation>
    </message>
    <message>
        <source>WAV files (*.wav)</source>
        <translation>WAV 파일 (*.wav)</translation>
    </message>
    <message>
        <source>FLAC files (*.flac)</source>
        <translation>FLAC 파일 (*.flac)</translation>
    </message>
    <message>
        <source>Export beat</source>
        <translation>비트 내보내기</translation>
    </message>
    <message>
        <source>Export chain</source>
        <translation>체인 내보내기</translation>
    </message>
    <message>
        <source>Projects and MIDI files (*{suffix} *.mid *.midi *.MID)</source>
        <translation>프로젝트와 MIDI 파일 (*{suffix} *.mid *.midi *.MID)</translation>
    </message>
    <message>
        <source>{letter} is {take} now.</source>
        <translation>이제 {letter}는 “{take}”입니다.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>열기</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} 열기</translation>
    </message>
    <message>
        <source>Open {name} as {letter}</source>
        <translation>{name}을(를) {letter}로 열기</translation>
    </message>
    <message>
        <source>Export takes into a folder</source>
        <translation>테이크를 폴더로 내보내기</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>{name} takes the place of everything: open the other files after it.</source>
        <translation>{name}을(를) 열면 지금 작업을 모두 대신합니다. 다른 파일은 그다음에 여세요.</translation>
    </message>
    <message>
        <source>A project can&apos;t be morphed: open it, and choose one of its takes.</source>
        <translation>프로젝트는 모핑할 수 없습니다. 프로젝트를 열고 그 안의 테이크를 고르세요.</translation>
    </message>
    <message>
        <source>The beat has the groove of {name}.</source>
        <translation>지금 비트는 {name}의 그루브로 연주됩니다.</translation>
    </message>
    <message>
        <source>{name} has no hits, and so no groove.</source>
        <translation>{name}에는 노트가 없어 그루브도 없습니다.</translation>
    </message>
    <message>
        <source>Groove of {name}</source>
        <translation>{name}의 그루브</translation>
    </message>
    <message>
        <source>Groove from file</source>
        <translation>파일에서 그루브 가져오기</translation>
    </message>
    <message>
        <source>{hits} of yours stays as it is.</source>
        <translation>직접 설정한 {hits}은(는) 그대로입니다.</translation>
    </message>
    <message>
        <source>{hits} of yours stay as they are.</source>
        <translation>직접 설정한 {hits}은(는) 그대로입니다.</translation>
    </message>
    <message>
        <source>None of it is heard: dynamics and timing are at 0 %.</source>
        <translation>다이내믹과 타이밍이 0 %라서 전혀 들리지 않습니다.</translation>
    </message>
    <message>
        <source>A project has no groove of its own: open it, and lay the feel of one of its takes.</source>
        <translation>프로젝트에는 그루브가 따로 없습니다. 프로젝트를 열고 그 안의 테이크에서 연주감을 가져오세요.</translation>
    </message>
    <message>
        <source>The swing of {percent} % comes on top.</source>
        <translation>여기에 스윙 {percent} %가 더해집니다.</translation>
    </message>
    <message>
        <source>The groove of {name} was for another beat; it was left out.</source>
        <translation>{name}의 그루브는 다른 비트를 위한 것이라 적용하지 않았습니다.</translation>
    </message>
    <message>
        <source>The first one is loaded.</source>
        <translation>첫 번째 비트를 불러왔습니다.</translation>
    </message>
    <message>
        <source>Your beat stays; click one to load it.</source>
        <translation>지금 비트는 그대로 두었습니다. 클릭하면 불러옵니다.</translation>
    </message>
    <message>
        <source>The chain goes on with the first one (P plays it).</source>
        <translation>체인이 첫 번째 비트로 이어집니다(P로 재생).</translation>
    </message>
    <message>
        <source>{beats} from seed {seed}.</source>
        <translation>시드 {seed}: {beats}.</translation>
    </message>
    <message>
        <source>Make {beats}</source>
        <translation>{beats} 만들기</translation>
    </message>
    <message>
        <source>The model has changed since then: they are other beats.</source>
        <translation>그사이 모델이 바뀌어 다른 비트가 만들어졌습니다.</translation>
    </message>
    <message>
        <source>Nobody played them: see Drummer, under Feel.</source>
        <translation>드러머 없이 만들었습니다. 연주감의 드러머를 확인하세요.</translation>
    </message>
    <message>
        <source>The beats that came were asked for in the project before; they were left out.</source>
        <translation>이전 프로젝트에서 요청한 비트라서 넣지 않았습니다.</translation>
    </message>
    <message>
        <source>This model has no map. Make one with python -m train map.</source>
        <translation>이 모델에는 지도가 없습니다. python -m train map으로 만드세요.</translation>
    </message>
    <message>
        <source>{take} is too long to be morphed: choose beats of up to {count} bars.</source>
        <translation>{take}은(는) 너무 길어 모핑할 수 없습니다. {count}마디 이하의 비트를 고르세요.</translation>
    </message>
    <message>
        <source>Morph four beats</source>
        <translation>네 비트 모핑</translation>
    </message>
    <message>
        <source>Morph two beats</source>
        <translation>두 비트 모핑</translation>
    </message>
    <message>
        <source>Choose {letters}: drag takes there, or press {keys}.</source>
        <translation>{letters} 자리를 정하세요. 테이크를 그곳으로 드래그하거나 {keys} 키를 누릅니다.</translation>
    </message>
    <message>
        <source>Set {take} as {letter}</source>
        <translation>{take}을(를) {letter}로 지정</translation>
    </message>
    <message>
        <source>Let a voice go along</source>
        <translation>파트 따라가기</translation>
    </message>
    <message>
        <source>Change how closely it morphs</source>
        <translation>모핑 충실도 변경</translation>
    </message>
    <message>
        <source>Take another way</source>
        <translation>다른 길로 가기</translation>
    </message>
    <message>
        <source>Change the number of beats</source>
        <translation>비트 수 변경</translation>
    </message>
    <message>
        <source>The beats between A and B are still being made; try again in a moment.</source>
        <translation>A와 B 사이의 비트를 아직 만들고 있습니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Make a chain of {beats}</source>
        <translation>{beats}로 체인 만들기</translation>
    </message>
    <message>
        <source>{beats} from A to B are the chain (P plays it).</source>
        <translation>A에서 B까지 {beats}을(를) 체인으로 만들었습니다(P로 재생).</translation>
    </message>
    <message>
        <source>Morph</source>
        <translation>모핑</translation>
    </message>
    <message>
        <source>Empty {letter}</source>
        <translation>{letter} 비우기</translation>
    </message>
    <message>
        <source>{letter} is empty now.</source>
        <translation>{letter}를 비웠습니다.</translation>
    </message>
    <message>
        <source>Another way between the same ends.</source>
        <translation>같은 양 끝 사이를 다른 길로 갑니다.</translation>
    </message>
    <message>
        <source>The point follows the path in {bars}, as soon as Space plays it.</source>
        <translation>Space를 눌러 재생하면 점이 {bars} 동안 경로를 따라갑니다.</translation>
    </message>
    <message>
        <source>{beats} along the path are the chain (P plays it).</source>
        <translation>경로를 따라 {beats}을(를) 체인으로 만들었습니다(P로 재생).</translation>
    </message>
    <message>
        <source>There is no path to follow: draw one on the pad.</source>
        <translation>따라갈 경로가 없습니다. 패드에 경로를 그리세요.</translation>
    </message>
    <message>
        <source>The chain is played, which doesn&apos;t follow the path: P plays the beat on screen.</source>
        <translation>체인을 재생하는 동안에는 경로를 따라가지 않습니다. P를 누르면 화면의 비트를 재생합니다.</translation>
    </message>
    <message>
        <source>The point follows the path in {bars}.</source>
        <translation>점이 {bars} 동안 경로를 따라갑니다.</translation>
    </message>
    <message>
        <source>The beats along the path are still being made; they will be the chain in a moment.</source>
        <translation>경로의 비트를 아직 만들고 있습니다. 잠시 후 체인이 됩니다.</translation>
    </message>
    <message>
        <source>Save project</source>
        <translation>프로젝트 저장</translation>
    </message>
    <message>
        <source>A new project.</source>
        <translation>새 프로젝트입니다.</translation>
    </message>
    <message>
        <source>Recovered {project}. Save it to keep it.</source>
        <translation>복구했습니다: “{project}”. 계속 쓰려면 저장하세요.</translation>
    </message>
    <message>
        <source>Opened {name}: {takes}.</source>
        <translation>열었습니다: {name}({takes}).</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>저장했습니다: {name}.</translation>
    </message>
    <message>
        <source>BeatGen projects (*{suffix})</source>
        <translation>BeatGen 프로젝트 (*{suffix})</translation>
    </message>
    <message>
        <source>{path}: there is a project of this name; choose another</source>
        <translation>{path}: 같은 이름의 프로젝트가 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>Opened {name}: {beats}, read as {maps}.</source>
        <translation>열었습니다: {name}({beats}, 드럼 맵 {maps}).</translation>
    </message>
    <message>
        <source>Opened {name}: {beats}.</source>
        <translation>열었습니다: {name}({beats}).</translation>
    </message>
    <message>
        <source>They play after each other as the chain.</source>
        <translation>체인으로 차례로 재생됩니다.</translation>
    </message>
    <message>
        <source>It was read as {map}.</source>
        <translation>드럼 맵 {map}(으)로 읽었습니다.</translation>
    </message>
    <message>
        <source>{bars} is the chain (P plays it).</source>
        <translation>{bars}를 체인으로 만들었습니다(P로 재생).</translation>
    </message>
    <message>
        <source>{bars} are the chain (P plays it).</source>
        <translation>{bars}를 체인으로 만들었습니다(P로 재생).</translation>
    </message>
    <message>
        <source>Nothing was recorded: it takes a whole bar of music, from bar line to bar line.</source>
        <translation>녹음된 것이 없습니다. 마디선에서 다음 마디선까지 온전한 한 마디가 있어야 합니다.</translation>
    </message>
    <message>
        <source>{bars}, the most that can be recorded, are the chain (P plays it).</source>
        <translation>{bars}를 체인으로 만들었습니다(P로 재생). 녹음할 수 있는 최대 길이입니다.</translation>
    </message>
    <message>
        <source>What is heard from the next bar line on is recorded.</source>
        <translation>다음 마디선부터 들리는 것을 녹음합니다.</translation>
    </message>
    <message>
        <source>What is heard is recorded.</source>
        <translation>들리는 것을 녹음합니다.</translation>
    </message>
    <message>
        <source>Record the morph</source>
        <translation>모핑 녹음</translation>
    </message>
    <message>
        <source>The recording was given up, as its project was closed.</source>
        <translation>프로젝트가 닫혀 녹음을 그만두었습니다.</translation>
    </message>
    <message>
        <source>The chain plays: P goes back to the beat on screen, whose movement can be recorded.</source>
        <translation>체인을 재생하고 있습니다. P를 눌러 화면의 비트로 돌아가면 움직임을 녹음할 수 있습니다.</translation>
    </message>
    <message>
        <source>This controller moves the point in the square: choose Corners first.</source>
        <translation>이 컨트롤러는 사각형 안의 점을 움직입니다. 먼저 ‘모서리’를 고르세요.</translation>
    </message>
    <message>
        <source>Tapping needs BeatGen&apos;s own metronome: let nobody else lead the tempo.</source>
        <translation>탭하려면 BeatGen의 메트로놈이 필요합니다. 템포를 BeatGen이 정하게 하세요.</translation>
    </message>
    <message>
        <source>Tap along after four clicks: F is the kick, J the snare, other letters any drum. Esc cancels.</source>
        <translation>클릭 네 번 뒤에 따라 탭하세요. F는 킥, J는 스네어, 다른 글자 키는 아무 드럼입니다. Esc로 취소합니다.</translation>
    </message>
    <message>
        <source>No click is heard until the synthesizer is on.</source>
        <translation>신시사이저를 켜야 클릭이 들립니다.</translation>
    </message>
    <message>
        <source>{ms} ms late</source>
        <translation>{ms} ms 늦음</translation>
    </message>
    <message>
        <source>{ms} ms early</source>
        <translation>{ms} ms 빠름</translation>
    </message>
    <message>
        <source>{hits} tapped, on average {lateness}.</source>
        <translation>{hits}을(를) 탭했습니다. 평균 {lateness}.</translation>
    </message>
    <message>
        <source>in time</source>
        <translation>정확함</translation>
    </message>
    <message>
        <source>The sound isn&apos;t ready yet; try again in a moment.</source>
        <translation>소리가 아직 준비되지 않았습니다. 잠시 후 다시 시도하세요.</translation>
    </message>
    <message>
        <source>Nothing was tapped.</source>
        <translation>탭한 것이 없습니다.</translation>
    </message>
    <message>
        <source>Tapping was cancelled.</source>
        <translation>탭을 취소했습니다.</translation>
    </message>
    <message>
        <source>no model is loaded</source>
        <translation>불러온 모델이 없습니다</translation>
    </message>
    <message>
        <source>Deleted {takes}. Ctrl+Z brings them back.</source>
        <translation>삭제했습니다: {takes}. Ctrl+Z로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Deleted {takes}. Ctrl+Z brings it back.</source>
        <translation>삭제했습니다: {takes}. Ctrl+Z로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>Starred {takes}.</source>
        <translation>{takes}에 별표를 표시했습니다.</translation>
    </message>
    <message>
        <source>Took the star from {takes}.</source>
        <translation>{takes}의 별표를 제거했습니다.</translation>
    </message>
    <message>
        <source>Choose {letter}</source>
        <translation>{letter} 지정</translation>
    </message>
    <message>
        <source>{letter} is {name} now.</source>
        <translation>이제 {letter}는 “{name}”입니다.</translation>
    </message>
    <message>
        <source>Add to chain</source>
        <translation>체인에 추가</translation>
    </message>
    <message>
        <source>Added {takes} to the chain.</source>
        <translation>체인에 추가했습니다: {takes}</translation>
    </message>
    <message>
        <source>Copied: {paths}</source>
        <translation>복사했습니다: {paths}</translation>
    </message>
    <message>
        <source>{files}: in {folder}.</source>
        <translation>{folder} 폴더에 있습니다: {files}</translation>
    </message>
    <message>
        <source>Section {letter}: the same letter is the same take</source>
        <translation>구간 {letter}: 글자가 같으면 같은 테이크입니다</translation>
    </message>
    <message>
        <source>Section {letter}: {name}, {number} of {count}</source>
        <translation>구간 {letter}: {name}, {count}개 중 {number}번째</translation>
    </message>
    <message>
        <source>{bars}, {number} of {count} in the chain</source>
        <translation>{bars}, 체인의 {count}개 중 {number}번째</translation>
    </message>
    <message>
        <source>loaded</source>
        <translation>불러옴</translation>
    </message>
    <message>
        <source>playing</source>
        <translation>재생 중</translation>
    </message>
    <message>
        <source>{letter}: {name}.</source>
        <translation>{letter}: {name}</translation>
    </message>
    <message>
        <source>Choose two takes to compare: one as A and another one as B.</source>
        <translation>비교할 테이크 두 개를 고르세요. 하나는 A로, 다른 하나는 B로 지정합니다.</translation>
    </message>
    <message>
        <source>Renamed {before} to {after}.</source>
        <translation>이름을 바꿨습니다: “{before}” → “{after}”</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>최신순</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>이름</translation>
    </message>
    <message>
        <source>Starred first</source>
        <translation>별표 먼저</translation>
    </message>
    <message>
        <source>Style</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Most hits</source>
        <translation>노트 많은 순</translation>
    </message>
    <message>
        <source>Most alike</source>
        <translation>비슷한 순</translation>
    </message>
    <message>
        <source>Name of the take</source>
        <translation>테이크 이름</translation>
    </message>
    <message>
        <source>Seed {seed}, temperature {temperature}, number {number} of {count}</source>
        <translation>시드 {seed}, 온도 {temperature}, {count}개 중 {number}번째</translation>
    </message>
    <message>
        <source>Played at {manner}</source>
        <translation>연주: {manner}</translation>
    </message>
    <message>
        <source>Played or edited by hand</source>
        <translation>직접 연주하거나 편집한 비트</translation>
    </message>
    <message>
        <source>loaded and edited</source>
        <translation>불러온 뒤 편집됨</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>이 컴퓨터를 살펴보는 중…</translation>
    </message>
    <message>
        <source>Copy diagnostics has what beatgen doctor finds.</source>
        <translation>‘진단 정보 복사’에 beatgen doctor의 결과가 담깁니다.</translation>
    </message>
    <message>
        <source>Copy the versions and what beatgen doctor finds on this computer, to be sent along with a question.</source>
        <translation>문의할 때 함께 보낼 수 있도록, 버전 정보와 이 컴퓨터에서 beatgen doctor가 확인한 내용을 복사합니다.</translation>
    </message>
    <message>
        <source>Copy diagnostics</source>
        <translation>진단 정보 복사</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Close the page (Esc).</source>
        <translation>이 창을 닫습니다(Esc).</translation>
    </message>
    <message>
        <source>VERSIONS</source>
        <translation>버전</translation>
    </message>
    <message>
        <source>LICENCES</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>ON THIS COMPUTER</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>복사했습니다.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>알 수 없음</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>찾을 수 없음</translation>
    </message>
    <message>
        <source>Drag, turn the wheel or use the arrow keys; double-click resets.</source>
        <translation>드래그하거나 휠 또는 화살표 키로 조절합니다. 두 번 클릭하면 기본값으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>{name}, slider</source>
        <translation>{name}, 슬라이더</translation>
    </message>
    <message>
        <source>{name}, {count} by themselves</source>
        <translation>{name}, 파트 {count}개 따로 설정됨</translation>
    </message>
    <message>
        <source>How long new beats are. Where cells are locked, they are as long as the beat.</source>
        <translation>새 비트의 길이입니다. 잠긴 칸이 있으면 지금 비트와 같은 길이로 만듭니다.</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>길이</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행 상황</translation>
    </message>
    <message>
        <source>Play the chain instead of the beat on screen (P).</source>
        <translation>화면의 비트 대신 체인을 재생합니다(P).</translation>
    </message>
    <message>
        <source>Put the beat on screen at the end of the chain (N).</source>
        <translation>화면의 비트를 체인 끝에 추가합니다(N).</translation>
    </message>
    <message>
        <source>Add the beat to the chain</source>
        <translation>비트를 체인에 추가</translation>
    </message>
    <message>
        <source>Play chain</source>
        <translation>체인 재생</translation>
    </message>
    <message>
        <source>Export chain…</source>
        <translation>체인 내보내기…</translation>
    </message>
    <message>
        <source>Write the chain as one file.</source>
        <translation>체인을 파일 하나로 내보냅니다.</translation>
    </message>
    <message>
        <source>Takes that are played after each other. Drag takes here and drag them into order; a double click loads.
With the focus here Enter loads, Alt and the arrow keys move, Ctrl+D doubles, Delete removes;
N adds the beat on screen from anywhere.</source>
        <translation>차례로 재생되는 테이크입니다. 테이크를 여기로 드래그하고, 드래그해서 순서를 바꿉니다. 두 번 클릭하면 불러옵니다.
포커스가 여기 있을 때 Enter는 불러오기, Alt+화살표 키는 이동, Ctrl+D는 복제, Delete는 제거입니다.
N은 어디서나 화면의 비트를 추가합니다.</translation>
    </message>
    <message>
        <source>Drag takes here, or press N to add the beat on screen; they are played after each other.</source>
        <translation>테이크를 여기로 드래그하거나 N을 눌러 화면의 비트를 추가하세요. 차례로 재생됩니다.</translation>
    </message>
    <message>
        <source>Chain of takes</source>
        <translation>테이크 체인</translation>
    </message>
    <message>
        <source>Added {name} to the chain.</source>
        <translation>체인에 추가했습니다: {name}</translation>
    </message>
    <message>
        <source>Remove from chain</source>
        <translation>체인에서 제거</translation>
    </message>
    <message>
        <source>Double in chain</source>
        <translation>체인에서 복제</translation>
    </message>
    <message>
        <source>Move in chain</source>
        <translation>체인에서 이동</translation>
    </message>
    <message>
        <source>Add the beat on screen</source>
        <translation>화면의 비트 추가</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>불러오기</translation>
    </message>
    <message>
        <source>Double</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>Move back</source>
        <translation>앞으로 이동</translation>
    </message>
    <message>
        <source>Move on</source>
        <translation>뒤로 이동</translation>
    </message>
    <message>
        <source>Copy file path</source>
        <translation>파일 경로 복사</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>제거</translation>
    </message>
    <message>
        <source>Adds the hits that the model finds likeliest, or drops the least likely; 0 is the beat as it was.
Keys: [ thinner, ] thicker. A voice&apos;s own is in its menu.</source>
        <translation>모델이 가장 어울린다고 보는 노트를 더하거나, 가장 덜 어울리는 노트를 뺍니다. 0은 원래 비트 그대로입니다.
키: [ 성기게, ] 빽빽하게. 파트별 밀도는 각 파트의 메뉴에 있습니다.</translation>
    </message>
    <message>
        <source>Every cell is locked.</source>
        <translation>모든 칸이 잠겨 있습니다.</translation>
    </message>
    <message>
        <source>The model hasn&apos;t looked at this beat yet.</source>
        <translation>모델이 아직 이 비트를 살펴보지 않았습니다.</translation>
    </message>
    <message>
        <source>Density of this beat</source>
        <translation>이 비트의 밀도</translation>
    </message>
    <message>
        <source>This beat</source>
        <translation>이 비트</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source> hits</source>
        <translation> 노트</translation>
    </message>
    <message>
        <source>THIS BEAT</source>
        <translation>이 비트</translation>
    </message>
    <message>
        <source>off</source>
        <translation>꺼짐</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>연결 안 됨</translation>
    </message>
    <message>
        <source>Kit {number}</source>
        <translation>킷 {number}</translation>
    </message>
    <message>
        <source>synthesizer FluidSynth loudspeakers</source>
        <translation>신시사이저 신디 스피커 소리</translation>
    </message>
    <message>
        <source>audio output driver sound card JACK PulseAudio ALSA PipeWire WASAPI CoreAudio</source>
        <translation>오디오 출력 드라이버 사운드카드</translation>
    </message>
    <message>
        <source>level volume gain loudness</source>
        <translation>레벨 볼륨 음량 게인</translation>
    </message>
    <message>
        <source>reverb room</source>
        <translation>리버브 잔향 공간</translation>
    </message>
    <message>
        <source>output virtual port DAW Ableton Live Logic loopMIDI</source>
        <translation>출력 가상 포트 에이블톤 로직</translation>
    </message>
    <message>
        <source>clock sync</source>
        <translation>클록 동기화 싱크</translation>
    </message>
    <message>
        <source>tempo follow clock sync Link</source>
        <translation>템포 따라가기 클록 동기화 싱크 링크</translation>
    </message>
    <message>
        <source>input controller keyboard pads</source>
        <translation>입력 컨트롤러 건반 패드</translation>
    </message>
    <message>
        <source>latency delay</source>
        <translation>레이턴시 지연 딜레이</translation>
    </message>
    <message>
        <source>{name}: drag, or use the arrow keys; double-click resets.</source>
        <translation>{name}: 드래그하거나 화살표 키로 조절합니다. 두 번 클릭하면 기본값으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>{name} slider</source>
        <translation>{name} 슬라이더</translation>
    </message>
    <message>
        <source>Press Learn and hit the pad, or type the note. Hear plays it to the MIDI port.</source>
        <translation>‘학습’을 누르고 패드를 치거나 노트 번호를 입력하세요. ‘듣기’를 누르면 MIDI 포트로 소리를 냅니다.</translation>
    </message>
    <message>
        <source>Choose above which MIDI port to listen to, then press Learn again.</source>
        <translation>위에서 입력을 받을 MIDI 포트를 고른 다음 ‘학습’을 다시 누르세요.</translation>
    </message>
    <message>
        <source>No MIDI input is there: connect one, choose it above, then press Learn again; or type the note.</source>
        <translation>MIDI 입력이 없습니다. MIDI 기기를 연결하고 위에서 고른 다음 ‘학습’을 다시 누르거나, 노트 번호를 입력하세요.</translation>
    </message>
    <message>
        <source>{name} is deleted. Save brings it back as it is here; Cancel leaves it deleted.</source>
        <translation>{name}을(를) 삭제했습니다. ‘저장’을 누르면 여기 있는 내용으로 되살아나고, ‘취소’를 누르면 삭제된 채로 둡니다.</translation>
    </message>
    <message>
        <source>Drum map</source>
        <translation>드럼 맵</translation>
    </message>
    <message>
        <source>Name of the map</source>
        <translation>맵 이름</translation>
    </message>
    <message>
        <source>Keep this map and use it.</source>
        <translation>이 맵을 저장하고 사용합니다.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Forget the changes (Esc).</source>
        <translation>변경 사항을 버립니다(Esc).</translation>
    </message>
    <message>
        <source>Delete this map.</source>
        <translation>이 맵을 삭제합니다.</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>학습 입력</translation>
    </message>
    <message>
        <source>Hit the pad for the {voice}.</source>
        <translation>{voice} 패드를 치세요.</translation>
    </message>
    <message>
        <source>Whose manner the next beats, and the next new feel, are played in.
The beat on screen stays as it is.</source>
        <translation>다음에 만드는 비트와 새 연주감을 어느 드러머처럼 연주할지 고릅니다.
화면의 비트는 그대로입니다.</translation>
    </message>
    <message>
        <source>No drummer</source>
        <translation>드러머 없음</translation>
    </message>
    <message>
        <source>New beats are on the grid. Install BeatGen again to have its drummers back.</source>
        <translation>새 비트는 그리드에 맞춰 만들어집니다. 드러머를 되찾으려면 BeatGen을 다시 설치하세요.</translation>
    </message>
    <message>
        <source>Drummer</source>
        <translation>드러머</translation>
    </message>
    <message>
        <source>Chosen takes ({count})</source>
        <translation>선택한 테이크({count}개)</translation>
    </message>
    <message>
        <source>Starred takes ({count})</source>
        <translation>별표 테이크({count}개)</translation>
    </message>
    <message>
        <source>As it sounds: velocity, timing and swing</source>
        <translation>들리는 그대로: 벨로시티, 타이밍, 스윙</translation>
    </message>
    <message>
        <source>On the grid, velocities kept</source>
        <translation>그리드에 맞춤, 벨로시티 유지</translation>
    </message>
    <message>
        <source>On the grid, one velocity</source>
        <translation>그리드에 맞춤, 벨로시티 통일</translation>
    </message>
    <message>
        <source>Let the last notes ring out</source>
        <translation>마지막 노트의 여운까지</translation>
    </message>
    <message>
        <source>Just the bars, to be looped</source>
        <translation>마디 길이까지만(반복용)</translation>
    </message>
    <message>
        <source>How much of the velocities and of the timing to export.</source>
        <translation>벨로시티와 타이밍을 얼마나 살려 내보낼지 고릅니다.</translation>
    </message>
    <message>
        <source>Chosen take: {name}</source>
        <translation>선택한 테이크: {name}</translation>
    </message>
    <message>
        <source>Starred take: {name}</source>
        <translation>별표 테이크: {name}</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>내보내기</translation>
    </message>
    <message>
        <source>What</source>
        <translation>대상</translation>
    </message>
    <message>
        <source>What to export.</source>
        <translation>무엇을 내보낼지 고릅니다.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>형식</translation>
    </message>
    <message>
        <source>Notes as MIDI, or sound as WAV or FLAC.</source>
        <translation>노트는 MIDI로, 소리는 WAV 또는 FLAC으로 내보냅니다.</translation>
    </message>
    <message>
        <source>Feel</source>
        <translation>연주감</translation>
    </message>
    <message>
        <source>Whose notes a MIDI file gets.</source>
        <translation>어느 드럼 맵의 노트 번호로 MIDI 파일을 만들지 고릅니다.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>끝부분</translation>
    </message>
    <message>
        <source>How audio ends.</source>
        <translation>오디오의 끝을 어떻게 할지 고릅니다.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Choose where to (Enter).</source>
        <translation>저장할 위치를 고릅니다(Enter).</translation>
    </message>
    <message>
        <source>Export nothing (Esc).</source>
        <translation>내보내지 않습니다(Esc).</translation>
    </message>
    <message>
        <source>This beat: {name}</source>
        <translation>이 비트: {name}</translation>
    </message>
    <message>
        <source>Chain, a file for each of its {count} beats</source>
        <translation>체인, 비트 {count}개를 각각 파일로</translation>
    </message>
    <message>
        <source>Chain ({length})</source>
        <translation>체인({length})</translation>
    </message>
    <message>
        <source>What is being exported</source>
        <translation>내보내는 중인 항목</translation>
    </message>
    <message>
        <source>Stop the export; nothing is written.</source>
        <translation>내보내기를 중단합니다. 파일은 만들어지지 않습니다.</translation>
    </message>
    <message>
        <source>Progress: {percent}</source>
        <translation>진행률: {percent}</translation>
    </message>
    <message>
        <source>{percent} is done.</source>
        <translation>{percent} 완료했습니다.</translation>
    </message>
    <message>
        <source>How much of the differences in loudness is heard: 0 % is even, 100 % as it was played.</source>
        <translation>세기 차이가 얼마나 들릴지 정합니다. 0 %는 모두 고르게, 100 %는 연주한 그대로입니다.</translation>
    </message>
    <message>
        <source>How much of the early and late is heard: 0 % is on the grid, 100 % as it was played.</source>
        <translation>빠르고 늦은 타이밍이 얼마나 들릴지 정합니다. 0 %는 그리드에 딱 맞게, 100 %는 연주한 그대로입니다.</translation>
    </message>
    <message>
        <source>Beats that are made next get as much, too.</source>
        <translation>다음에 만드는 비트에도 똑같이 적용됩니다.</translation>
    </message>
    <message>
        <source>Have this beat played anew (Shift+F): the hits stay, and so does what is yours.</source>
        <translation>이 비트를 새로 연주합니다(Shift+F). 노트와 직접 정한 값은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Have the drummer play the beats that are made.
Off, they come on the grid, as loud as is usual.</source>
        <translation>새로 만드는 비트를 드러머가 연주하게 합니다.
끄면 그리드에 맞춰 기본 세기로 만들어집니다.</translation>
    </message>
    <message>
        <source>How much of the feel is heard, voice by voice (Y).</source>
        <translation>연주감이 얼마나 들릴지 파트별로 정합니다(Y).</translation>
    </message>
    <message>
        <source>Dynamics</source>
        <translation>다이내믹</translation>
    </message>
    <message>
        <source>Timing</source>
        <translation>타이밍</translation>
    </message>
    <message>
        <source>Feel of the voices</source>
        <translation>파트별 연주감</translation>
    </message>
    <message>
        <source>New beats</source>
        <translation>새 비트</translation>
    </message>
    <message>
        <source>Change dynamics</source>
        <translation>다이내믹 변경</translation>
    </message>
    <message>
        <source>Change timing</source>
        <translation>타이밍 변경</translation>
    </message>
    <message>
        <source>By themselves: {voices}.</source>
        <translation>따로 설정된 파트: {voices}.</translation>
    </message>
    <message>
        <source>It was played so: {manner}.</source>
        <translation>이렇게 연주했습니다: {manner}.</translation>
    </message>
    <message>
        <source>FEEL</source>
        <translation>연주감</translation>
    </message>
    <message>
        <source>{part} of the {voice} alone, 0 to {most} %.</source>
        <translation>{voice}만의 {part}, 0~{most} %.</translation>
    </message>
    <message>
        <source>{voice}, {part}, number</source>
        <translation>{voice}, {part}, 숫자</translation>
    </message>
    <message>
        <source>{part} of the {voice} alone, 0 to {most} %: drag, with Ctrl finely, turn the wheel or use the arrow keys.
A double click lets it go along with all again.</source>
        <translation>{voice}만의 {part}, 0~{most} %. 드래그(Ctrl을 누르면 세밀하게)하거나 휠 또는 화살표 키로 조절합니다.
두 번 클릭하면 다시 전체 값을 따릅니다.</translation>
    </message>
    <message>
        <source>Let all voices go along with the amounts of all again.</source>
        <translation>모든 파트가 다시 전체 값을 따르게 합니다.</translation>
    </message>
    <message>
        <source>Put the voices away (Y, Esc).</source>
        <translation>파트별 연주감을 닫습니다(Y, Esc).</translation>
    </message>
    <message>
        <source>Let the {voice} go along with the amounts of all again (or double-click its own).</source>
        <translation>{voice}이(가) 다시 전체 값을 따르게 합니다. 슬라이더를 두 번 클릭해도 됩니다.</translation>
    </message>
    <message>
        <source>{voice}, {part} {percent}</source>
        <translation>{voice}, {part} {percent}</translation>
    </message>
    <message>
        <source>{voice}, {part}</source>
        <translation>{voice}, {part}</translation>
    </message>
    <message>
        <source>Let all go along</source>
        <translation>모두 전체 값 따르기</translation>
    </message>
    <message>
        <source>Put the voices away</source>
        <translation>파트별 연주감 닫기</translation>
    </message>
    <message>
        <source>{voice}: go along</source>
        <translation>{voice}: 따라가기</translation>
    </message>
    <message>
        <source>{voice}, {part} {percent} along with all</source>
        <translation>{voice}, {part} {percent}, 전체와 함께</translation>
    </message>
    <message>
        <source>Let the {voice} go along</source>
        <translation>{voice} 따라가기</translation>
    </message>
    <message>
        <source>FEEL OF THE VOICES</source>
        <translation>파트별 연주감</translation>
    </message>
    <message>
        <source>Loading the model… your beats come right after.</source>
        <translation>모델을 불러오는 중… 끝나면 바로 비트를 만듭니다.</translation>
    </message>
    <message>
        <source>Everything that could change is locked. Unlock something first: Ctrl+Alt+L unlocks all.</source>
        <translation>바뀔 수 있는 부분이 모두 잠겨 있습니다. 먼저 잠금을 푸세요. Ctrl+Alt+L로 모두 풀 수 있습니다.</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>모델을 불러오는 중…</translation>
    </message>
    <message>
        <source>Generating…</source>
        <translation>생성하는 중…</translation>
    </message>
    <message>
        <source>The model could not be used.</source>
        <translation>모델을 사용할 수 없습니다.</translation>
    </message>
    <message>
        <source>The same seed, model and settings make the same beats.</source>
        <translation>시드, 모델, 설정이 같으면 같은 비트가 만들어집니다.</translation>
    </message>
    <message>
        <source>Keep this seed: Generate won&apos;t draw a new one.</source>
        <translation>이 시드를 고정합니다. 생성할 때 새로 뽑지 않습니다.</translation>
    </message>
    <message>
        <source>How many beats are made at once.</source>
        <translation>한 번에 만들 비트의 수입니다.</translation>
    </message>
    <message>
        <source>Make new beats (G). What is locked stays, and the rest fits it.</source>
        <translation>새 비트를 만듭니다(G). 잠긴 부분은 그대로 두고 나머지를 거기에 맞춥니다.</translation>
    </message>
    <message>
        <source>Make neighbours of this beat, the nearest first (V). What is locked stays.</source>
        <translation>이 비트와 비슷한 비트를 가까운 것부터 만듭니다(V). 잠긴 부분은 그대로 둡니다.</translation>
    </message>
    <message>
        <source>Make fills in the last bar of this beat (F).</source>
        <translation>이 비트의 마지막 마디에 필인을 만듭니다(F).</translation>
    </message>
    <message>
        <source>Make the bars that come after this beat (Shift+G).</source>
        <translation>이 비트 뒤에 이어질 마디를 만듭니다(Shift+G).</translation>
    </message>
    <message>
        <source>{model} made this beat and isn&apos;t there; open its checkpoint with BeatGen</source>
        <translation>이 비트를 만든 모델 {model}이(가) 없습니다. BeatGen에서 그 체크포인트를 여세요</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>온도</translation>
    </message>
    <message>
        <source>0 makes the likeliest beats, 1 is as the model was trained, 2 is wild.</source>
        <translation>0은 가장 전형적인 비트, 1은 모델이 학습한 그대로, 2는 아주 과감한 비트를 만듭니다.</translation>
    </message>
    <message>
        <source>How busy new beats are: above 0 busier, below sparser.
A voice&apos;s own stands in its menu.</source>
        <translation>새 비트가 얼마나 빽빽한지 정합니다. 0보다 크면 더 빽빽하고, 작으면 더 성깁니다.
파트별 밀도는 각 파트의 메뉴에 있습니다.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>시드</translation>
    </message>
    <message>
        <source>New seed</source>
        <translation>새 시드</translation>
    </message>
    <message>
        <source>Draw a new seed.</source>
        <translation>새 시드를 뽑습니다.</translation>
    </message>
    <message>
        <source>Keep seed</source>
        <translation>시드 고정</translation>
    </message>
    <message>
        <source>Beats</source>
        <translation>비트 수</translation>
    </message>
    <message>
        <source>GENERATE</source>
        <translation>생성</translation>
    </message>
    <message>
        <source>Play this beat&apos;s hits as those of a MIDI file are played (Ctrl+Shift+O).
A file or a take that is dropped on this panel does the same.</source>
        <translation>이 비트의 노트를 MIDI 파일의 그루브로 연주합니다(Ctrl+Shift+O).
이 패널에 파일이나 테이크를 끌어다 놓아도 됩니다.</translation>
    </message>
    <message>
        <source>Groove from file, now {name}</source>
        <translation>파일에서 그루브 가져오기, 현재 {name}</translation>
    </message>
    <message>
        <source>Find the place before (Shift+F3).</source>
        <translation>이전 위치를 찾습니다(Shift+F3).</translation>
    </message>
    <message>
        <source>Find the next place (F3, or Enter in the field).</source>
        <translation>다음 위치를 찾습니다(F3, 또는 찾기 칸에서 Enter).</translation>
    </message>
    <message>
        <source>BeatGen user guide</source>
        <translation>BeatGen 사용 설명서</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>뒤로</translation>
    </message>
    <message>
        <source>Go back to the page before (Alt+Left).</source>
        <translation>이전 페이지로 돌아갑니다(Alt+Left).</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>목차</translation>
    </message>
    <message>
        <source>Go to the first page (Alt+Home).</source>
        <translation>첫 페이지로 갑니다(Alt+Home).</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>찾기</translation>
    </message>
    <message>
        <source>Find on this page</source>
        <translation>이 페이지에서 찾기</translation>
    </message>
    <message>
        <source>Find words on this page (Ctrl+F). Enter goes to the next place.</source>
        <translation>이 페이지에서 단어를 찾습니다(Ctrl+F). Enter를 누르면 다음 위치로 갑니다.</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>이전 위치</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>다음 위치</translation>
    </message>
    <message>
        <source>This page of the guide ({name}) is missing. Download BeatGen again.</source>
        <translation>사용 설명서의 이 페이지({name})가 없습니다. BeatGen을 다시 내려받으세요.</translation>
    </message>
    <message>
        <source>Not on this page.</source>
        <translation>이 페이지에 없습니다.</translation>
    </message>
    <message>
        <source>Shift+Y lets go of those that are selected, or of the one under the grid&apos;s cursor, or else of all.</source>
        <translation>Shift+Y는 선택한 노트를, 선택이 없으면 그리드 커서 아래의 노트를, 그것도 없으면 모두를 해제합니다.</translation>
    </message>
    <message>
        <source>{hits} of this beat was set by hand: no amount and no new feel changes it.
Press to let it go with the feel again.</source>
        <translation>이 비트의 {hits}은(는) 직접 설정한 것이라 적용량이나 새 연주감을 바꿔도 그대로입니다.
누르면 다시 연주감을 따라갑니다.</translation>
    </message>
    <message>
        <source>{hits} of this beat were set by hand: no amount and no new feel changes them.
Press to let them go with the feel again.</source>
        <translation>이 비트의 {hits}은(는) 직접 설정한 것이라 적용량이나 새 연주감을 바꿔도 그대로입니다.
누르면 다시 연주감을 따라갑니다.</translation>
    </message>
    <message>
        <source>{hits} set by hand: release</source>
        <translation>직접 설정한 {hits}: 해제</translation>
    </message>
    <message>
        <source>{count} yours</source>
        <translation>직접 {count}개</translation>
    </message>
    <message>
        <source>{some} or {last}</source>
        <translation>{some} 또는 {last}</translation>
    </message>
    <message>
        <source>drum map notes General MIDI Drum Rack</source>
        <translation>드럼 맵 노트 매핑</translation>
    </message>
    <message>
        <source>metronome click</source>
        <translation>메트로놈 클릭</translation>
    </message>
    <message>
        <source>metronome click port</source>
        <translation>메트로놈 클릭 포트</translation>
    </message>
    <message>
        <source>count in click</source>
        <translation>카운트인 예비박 클릭</translation>
    </message>
    <message>
        <source>model checkpoint safetensors</source>
        <translation>모델 체크포인트</translation>
    </message>
    <message>
        <source>device graphics card GPU CUDA CPU</source>
        <translation>그래픽 카드 프로세서 장치</translation>
    </message>
    <message>
        <source>theme colours dark light</source>
        <translation>테마 색 다크 라이트 어둡게 밝게</translation>
    </message>
    <message>
        <source>, edited</source>
        <translation>, 편집됨</translation>
    </message>
    <message>
        <source>{problem}; open another project</source>
        <translation>{problem}. 다른 프로젝트를 여세요</translation>
    </message>
    <message>
        <source>MIDI input</source>
        <translation>MIDI 입력</translation>
    </message>
    <message>
        <source>The MIDI port to listen to.</source>
        <translation>들을 MIDI 포트입니다.</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>끔</translation>
    </message>
    <message>
        <source>No MIDI inputs found</source>
        <translation>MIDI 입력을 찾지 못했습니다</translation>
    </message>
    <message>
        <source>Move a knob or fader of {port}; Esc ends it.</source>
        <translation>{port}의 노브나 페이더를 움직이세요. Esc를 누르면 끝납니다.</translation>
    </message>
    <message>
        <source>MIDI controller of the {target}</source>
        <translation>{target}의 MIDI 컨트롤러</translation>
    </message>
    <message>
        <source>Move the {target} by a MIDI controller: press here and choose Learn.</source>
        <translation>{target}을(를) MIDI 컨트롤러로 움직입니다. 여기를 누르고 학습을 고르세요.</translation>
    </message>
    <message>
        <source>Move the {target} by a MIDI controller: press here and choose the MIDI input to listen to, then Learn.</source>
        <translation>{target}을(를) MIDI 컨트롤러로 움직입니다. 여기를 눌러 들을 MIDI 입력을 고른 다음 학습을 고르세요.</translation>
    </message>
    <message>
        <source>Moved by {controller}. Press here to learn another one or to forget it.</source>
        <translation>{controller}(으)로 움직입니다. 다른 컨트롤러를 학습하거나 해제하려면 여기를 누르세요.</translation>
    </message>
    <message>
        <source>Moved by {controller}, but no MIDI input is heard: press here and choose one.</source>
        <translation>{controller}(으)로 움직이지만 듣고 있는 MIDI 입력이 없습니다. 여기를 눌러 하나를 고르세요.</translation>
    </message>
    <message>
        <source>Learning has ended.</source>
        <translation>학습을 마쳤습니다.</translation>
    </message>
    <message>
        <source>Move the knob or fader that is to move the {target}; press this button to leave it.</source>
        <translation>{target}을(를) 움직일 노브나 페이더를 움직이세요. 그만두려면 이 버튼을 누르세요.</translation>
    </message>
    <message>
        <source>Learn</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>Learn another</source>
        <translation>다른 컨트롤러 학습</translation>
    </message>
    <message>
        <source>Listen to</source>
        <translation>들을 입력</translation>
    </message>
    <message>
        <source>No MIDI input</source>
        <translation>MIDI 입력 없음</translation>
    </message>
    <message>
        <source>Forget {controller}</source>
        <translation>{controller} 해제</translation>
    </message>
    <message>
        <source>Listens to the MIDI clock&apos;s input</source>
        <translation>MIDI 클록이 들어오는 입력을 듣고 있습니다</translation>
    </message>
    <message>
        <source>{typed} is no MIDI note: type a number from 0 to 127.</source>
        <translation>{typed}은(는) MIDI 노트가 아닙니다. 0부터 127까지의 숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>Take the next hit&apos;s note for the {voice}.</source>
        <translation>다음에 치는 노트를 {voice}의 노트로 씁니다.</translation>
    </message>
    <message>
        <source>Nothing is no MIDI note: type a number from 0 to 127.</source>
        <translation>MIDI 노트가 비어 있습니다. 0부터 127까지의 숫자를 입력하세요.</translation>
    </message>
    <message>
        <source>{voice}: note</source>
        <translation>{voice}: 노트</translation>
    </message>
    <message>
        <source>MIDI note, 0 to 127.</source>
        <translation>MIDI 노트, 0부터 127까지입니다.</translation>
    </message>
    <message>
        <source>Learn {voice}</source>
        <translation>{voice} 학습</translation>
    </message>
    <message>
        <source>Hear</source>
        <translation>듣기</translation>
    </message>
    <message>
        <source>Sound the {voice}.</source>
        <translation>{voice} 소리를 들려줍니다.</translation>
    </message>
    <message>
        <source>{name}. Drag, or use the left and right keys; double-click resets.</source>
        <translation>{name}. 드래그하거나 왼쪽·오른쪽 화살표 키를 쓰세요. 두 번 클릭하면 기본값으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>닫기</translation>
    </message>
    <message>
        <source>Dismiss this message.</source>
        <translation>이 메시지를 닫습니다.</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>메시지</translation>
    </message>
    <message>
        <source>The click&apos;s level and notes, and the count-in.</source>
        <translation>클릭의 레벨과 노트, 카운트인을 설정합니다.</translation>
    </message>
    <message>
        <source>A click on every beat (C).</source>
        <translation>박마다 클릭 소리를 냅니다(C).</translation>
    </message>
    <message>
        <source>Metronome settings</source>
        <translation>메트로놈 설정</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>레벨</translation>
    </message>
    <message>
        <source>Bar note</source>
        <translation>마디 노트</translation>
    </message>
    <message>
        <source>Beat note</source>
        <translation>박 노트</translation>
    </message>
    <message>
        <source>Count in for one bar</source>
        <translation>한 마디 카운트인</translation>
    </message>
    <message>
        <source>Click at the MIDI port, too</source>
        <translation>MIDI 포트로도 클릭 보내기</translation>
    </message>
    <message>
        <source>About this model</source>
        <translation>이 모델 정보</translation>
    </message>
    <message>
        <source>The model that makes the beats.</source>
        <translation>비트를 만드는 모델입니다.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본</translation>
    </message>
    <message>
        <source>Choose checkpoint</source>
        <translation>체크포인트 선택</translation>
    </message>
    <message>
        <source>Checkpoints (*.safetensors);;All files (*)</source>
        <translation>체크포인트 (*.safetensors);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>No model installed</source>
        <translation>설치된 모델 없음</translation>
    </message>
    <message>
        <source>About this model…</source>
        <translation>이 모델 정보…</translation>
    </message>
    <message>
        <source>Morph between four beats: drag the point, or click; a double click leads back to A.
Drag with the right button, or with Alt, to draw a path for the point to follow.
With the focus here the arrow keys go from beat to beat, Home to A, End to D.</source>
        <translation>네 비트 사이를 모핑합니다. 점을 드래그하거나 클릭하세요. 두 번 클릭하면 A로 돌아갑니다.
오른쪽 버튼으로, 또는 Alt를 누른 채 드래그하면 점이 따라갈 경로를 그립니다.
포커스가 여기에 있으면 화살표 키는 비트에서 비트로, Home은 A로, End는 D로 갑니다.</translation>
    </message>
    <message>
        <source>Morph. {remedy}</source>
        <translation>모핑. {remedy}</translation>
    </message>
    <message>
        <source>Click goes there; drop another take or a MIDI file here ({key}).</source>
        <translation>클릭하면 그곳으로 갑니다. 다른 테이크나 MIDI 파일을 여기에 놓을 수 있습니다 ({key}).</translation>
    </message>
    <message>
        <source>Clear the path</source>
        <translation>경로 지우기</translation>
    </message>
    <message>
        <source>Morph, {place}</source>
        <translation>모핑, {place}</translation>
    </message>
    <message>
        <source>{letter} is empty: drop a take or a MIDI file here, or click ({key}) to use the beat on screen.</source>
        <translation>{letter}가 비어 있습니다. 테이크나 MIDI 파일을 여기에 놓거나, 클릭({key})해 화면의 비트를 사용하세요.</translation>
    </message>
    <message>
        <source>Fold the morph to a single row (J).</source>
        <translation>모핑을 한 줄로 접습니다(J).</translation>
    </message>
    <message>
        <source>Unfold the morph (J).</source>
        <translation>모핑을 펼칩니다(J).</translation>
    </message>
    <message>
        <source>How far the beat is from A, 0 %, on its way to B, 100 %.</source>
        <translation>비트가 A(0 %)에서 B(100 %)까지 가는 길의 어디쯤인지 나타냅니다.</translation>
    </message>
    <message>
        <source>Morph, {percent} percent from {a} to {b}</source>
        <translation>모핑, {a}에서 {b}(으)로 {percent}퍼센트</translation>
    </message>
    <message>
        <source>Fold the morph</source>
        <translation>모핑 접기</translation>
    </message>
    <message>
        <source>Unfold the morph</source>
        <translation>모핑 펼치기</translation>
    </message>
    <message>
        <source>Morph in percent</source>
        <translation>모핑 퍼센트</translation>
    </message>
    <message>
        <source>Morph, {percent} percent</source>
        <translation>모핑, {percent}퍼센트</translation>
    </message>
    <message>
        <source>Morph from A to B: drag, with Ctrl finely, click, or turn the wheel; a double click leads back to A.
Keys: U towards A, I towards B; with the focus here the arrows, PgUp, PgDn, Home and End.</source>
        <translation>A에서 B로 모핑합니다. 드래그하거나(Ctrl을 누르면 세밀하게) 클릭하거나 휠을 돌리세요. 두 번 클릭하면 A로 돌아갑니다.
키: U는 A 쪽으로, I는 B 쪽으로 갑니다. 포커스가 여기에 있으면 화살표, PgUp, PgDn, Home, End도 쓸 수 있습니다.</translation>
    </message>
    <message>
        <source>{letter} is empty: drop a take or a MIDI file here, or press {key} to use the beat on screen.</source>
        <translation>{letter}가 비어 있습니다. 테이크나 MIDI 파일을 여기에 놓거나, {key} 키를 눌러 화면의 비트를 사용하세요.</translation>
    </message>
    <message>
        <source>Click loads it; drop another take or a MIDI file here ({key}).</source>
        <translation>클릭하면 불러옵니다. 다른 테이크나 MIDI 파일을 여기에 놓을 수 있습니다 ({key}).</translation>
    </message>
    <message>
        <source>drop a take</source>
        <translation>테이크 놓기</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>비우기</translation>
    </message>
    <message>
        <source>{letter}: empty</source>
        <translation>{letter}: 비어 있음</translation>
    </message>
    <message>
        <source>Use this beat</source>
        <translation>이 비트 사용</translation>
    </message>
    <message>
        <source>How closely the way keeps to the hits of its ends.
0: the model&apos;s own way, which may lead far. 8: only hits that one end or the other has.</source>
        <translation>모핑이 양 끝의 노트를 얼마나 충실히 지키는지 정합니다.
0: 모델이 고르는 길로, 멀리 벗어날 수 있습니다. 8: 양 끝 중 한쪽에 있는 노트만 씁니다.</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>라인</translation>
    </message>
    <message>
        <source>Morph between two beats (Alt+1).</source>
        <translation>두 비트 사이를 모핑합니다(Alt+1).</translation>
    </message>
    <message>
        <source>Corners</source>
        <translation>모서리</translation>
    </message>
    <message>
        <source>Morph between four beats, in a square (Alt+2).</source>
        <translation>사각형 안에서 네 비트 사이를 모핑합니다(Alt+2).</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>See the takes among the styles of the model (Alt+3).</source>
        <translation>모델의 스타일들 사이에서 테이크를 봅니다(Alt+3).</translation>
    </message>
    <message>
        <source>Go another way between the same beats (W).</source>
        <translation>같은 비트 사이를 다른 길로 갑니다(W).</translation>
    </message>
    <message>
        <source>Let A and B change places (Shift+W).</source>
        <translation>A와 B를 서로 바꿉니다(Shift+W).</translation>
    </message>
    <message>
        <source>Make beats at equal distances from A to B, and let them be the chain (Shift+N).</source>
        <translation>A에서 B까지 같은 간격으로 비트를 만들어 체인으로 삼습니다(Shift+N).</translation>
    </message>
    <message>
        <source>How closely</source>
        <translation>충실도</translation>
    </message>
    <message>
        <source>Closely </source>
        <translation>충실도 </translation>
    </message>
    <message>
        <source>Beats from A to B</source>
        <translation>A에서 B까지의 비트 수</translation>
    </message>
    <message>
        <source>How many beats the chain from A to B has, A and B among them.</source>
        <translation>A에서 B까지의 체인에 들어갈 비트 수입니다. A와 B도 포함합니다.</translation>
    </message>
    <message>
        <source> beats</source>
        <translation>개</translation>
    </message>
    <message>
        <source>Chain</source>
        <translation>체인 만들기</translation>
    </message>
    <message>
        <source>Type, drag up or down, turn the wheel or use the arrow keys; double-click resets.</source>
        <translation>입력하거나, 위아래로 드래그하거나, 휠을 돌리거나, 화살표 키를 쓰세요. 두 번 클릭하면 기본값으로 돌아갑니다.</translation>
    </message>
    <message>
        <source>Path to chain</source>
        <translation>경로를 체인으로</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>오른쪽 버튼 드래그</translation>
    </message>
    <message>
        <source>{across} percent across, {down} percent down</source>
        <translation>가로 {across}퍼센트, 세로 {down}퍼센트</translation>
    </message>
    <message>
        <source>drag a take here</source>
        <translation>테이크 놓기</translation>
    </message>
    <message>
        <source>Draw the path that the point follows: press here, then drag on the pad.
The right button draws at any time; a path that ends where it began goes round and round.</source>
        <translation>점이 따라갈 경로를 그립니다. 여기를 누른 다음 패드에서 드래그하세요.
오른쪽 버튼으로는 언제든지 그릴 수 있습니다. 시작한 곳에서 끝나는 경로는 계속 돕니다.</translation>
    </message>
    <message>
        <source>Let the point follow the path while the music plays, in as many bars as the field says, again and again.
Each beat comes in at the next bar, beat or step, as chosen at the top. Whoever moves the point ends it.</source>
        <translation>음악이 재생되는 동안 점이 경로를 따라갑니다. 옆 칸에 정한 마디 수로 한 번씩, 되풀이합니다.
각 비트는 위에서 고른 대로 다음 마디, 박, 스텝에 들어옵니다. 점을 직접 움직이면 끝납니다.</translation>
    </message>
    <message>
        <source>Draw a path first.</source>
        <translation>먼저 경로를 그리세요.</translation>
    </message>
    <message>
        <source>Make {beats} at equal distances along the path, and let them be the chain, to be exported as one file.</source>
        <translation>경로를 따라 같은 간격으로 {beats}을(를) 만들어 체인으로 삼습니다. 파일 하나로 내보낼 수 있습니다.</translation>
    </message>
    <message>
        <source>Draw path</source>
        <translation>경로 그리기</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>지우기</translation>
    </message>
    <message>
        <source>Take the path away.</source>
        <translation>경로를 지웁니다.</translation>
    </message>
    <message>
        <source>Follow path</source>
        <translation>경로 따라가기</translation>
    </message>
    <message>
        <source>Bars along the path</source>
        <translation>경로의 마디 수</translation>
    </message>
    <message>
        <source>How many bars once along the path takes.</source>
        <translation>경로를 한 번 지나는 데 걸리는 마디 수입니다.</translation>
    </message>
    <message>
        <source> bars</source>
        <translation>마디</translation>
    </message>
    <message>
        <source>Change the path&apos;s length</source>
        <translation>경로 길이 변경</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>가로</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>세로</translation>
    </message>
    <message>
        <source>Play to a DAW or an instrument over MIDI, or follow its clock.</source>
        <translation>MIDI로 DAW나 악기를 연주하거나 그 클록을 따라갑니다.</translation>
    </message>
    <message>
        <source>Send MIDI clock</source>
        <translation>MIDI 클록 보내기</translation>
    </message>
    <message>
        <source>For a port of BeatGen&apos;s own, make one in loopMIDI; it appears here</source>
        <translation>BeatGen 자체 포트가 필요하면 loopMIDI에서 만드세요. 여기에 나타납니다</translation>
    </message>
    <message>
        <source>Drum map: {name}</source>
        <translation>드럼 맵: {name}</translation>
    </message>
    <message>
        <source>Follow: {leader}</source>
        <translation>템포 기준: {leader}</translation>
    </message>
    <message>
        <source>No other MIDI ports found</source>
        <translation>다른 MIDI 포트를 찾지 못했습니다</translation>
    </message>
    <message>
        <source>Make a map of my own…</source>
        <translation>나만의 맵 만들기…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>녹음</translation>
    </message>
    <message>
        <source>Record what is heard while the beat moves: it becomes the chain</source>
        <translation>비트가 움직이는 동안 들리는 것을 녹음해 체인으로 만듭니다</translation>
    </message>
    <message>
        <source>End the recording and make it the chain</source>
        <translation>녹음을 끝내고 체인으로 만듭니다</translation>
    </message>
    <message>
        <source>Recording, {bars}. Stop</source>
        <translation>녹음 중, {bars}. 정지</translation>
    </message>
    <message>
        <source>Give up the chosen one (Tab to it, then Enter).</source>
        <translation>고른 것을 버립니다(Tab으로 이동한 다음 Enter).</translation>
    </message>
    <message>
        <source>yesterday {time}</source>
        <translation>어제 {time}</translation>
    </message>
    <message>
        <source>today {time}</source>
        <translation>오늘 {time}</translation>
    </message>
    <message>
        <source>It was never saved.</source>
        <translation>저장한 적이 없습니다.</translation>
    </message>
    <message>
        <source>It belongs to {path}.</source>
        <translation>{path}의 내용입니다.</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>복구</translation>
    </message>
    <message>
        <source>BeatGen ended unexpectedly. Recover what was not saved?</source>
        <translation>BeatGen이 예기치 않게 종료되었습니다. 저장하지 않은 내용을 복구할까요?</translation>
    </message>
    <message>
        <source>What can be recovered</source>
        <translation>복구할 수 있는 내용</translation>
    </message>
    <message>
        <source>Open the chosen one (Enter).</source>
        <translation>고른 것을 엽니다(Enter).</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>나중에</translation>
    </message>
    <message>
        <source>Keep all of it for the next start (Esc).</source>
        <translation>다음에 시작할 때까지 모두 남겨 둡니다(Esc).</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>yyyy년 M월 d일</translation>
    </message>
    <message>
        <source>No setting answers to these words.</source>
        <translation>검색 결과가 없습니다.</translation>
    </message>
    <message>
        <source>Show the settings of this section.</source>
        <translation>이 항목의 설정을 보여 줍니다.</translation>
    </message>
    <message>
        <source>Find a setting</source>
        <translation>설정 찾기</translation>
    </message>
    <message>
        <source>Write a word, such as latency or port (Ctrl+F).</source>
        <translation>지연, 포트처럼 찾을 말을 적으세요(Ctrl+F).</translation>
    </message>
    <message>
        <source>Close the settings (Esc). They hold already.</source>
        <translation>설정을 닫습니다(Esc). 바꾼 것은 이미 적용되었습니다.</translation>
    </message>
    <message>
        <source>What you choose holds at once and is remembered.</source>
        <translation>바꾼 설정은 바로 적용되고 저장됩니다.</translation>
    </message>
    <message>
        <source>Drum maps</source>
        <translation>드럼 맵</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>The model in memory computes on {device}.</source>
        <translation>불러온 모델은 {device}에서 계산합니다.</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>오디오</translation>
    </message>
    <message>
        <source>Synthesizer</source>
        <translation>신시사이저</translation>
    </message>
    <message>
        <source>Play through this computer&apos;s loudspeakers, besides what goes out over MIDI.</source>
        <translation>MIDI로 보내는 것과 별도로 이 컴퓨터의 스피커로 들려줍니다.</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>오디오 출력</translation>
    </message>
    <message>
        <source>Automatic takes the first that works.</source>
        <translation>자동은 작동하는 첫 번째 출력을 씁니다.</translation>
    </message>
    <message>
        <source>The sounds: an .sf2 or .sf3 file.</source>
        <translation>소리가 담긴 .sf2 또는 .sf3 파일입니다.</translation>
    </message>
    <message>
        <source>Drum kit</source>
        <translation>드럼 킷</translation>
    </message>
    <message>
        <source>One of the kits that the SoundFont holds.</source>
        <translation>사운드폰트에 들어 있는 킷 가운데 하나입니다.</translation>
    </message>
    <message>
        <source>How loud the synthesizer is.</source>
        <translation>신시사이저의 소리 크기입니다.</translation>
    </message>
    <message>
        <source>Reverb</source>
        <translation>리버브</translation>
    </message>
    <message>
        <source>How much room is heard around the drums.</source>
        <translation>드럼에 공간감을 얼마나 줄지 정합니다.</translation>
    </message>
    <message>
        <source>MIDI</source>
        <translation>MIDI</translation>
    </message>
    <message>
        <source>Without a port, no MIDI clock comes in.</source>
        <translation>포트가 없으면 MIDI 클록이 들어오지 않습니다.</translation>
    </message>
    <message>
        <source>MIDI output</source>
        <translation>MIDI 출력</translation>
    </message>
    <message>
        <source>Where the notes go: an instrument, or a DAW that listens to BeatGen&apos;s own port.</source>
        <translation>노트를 보낼 곳입니다. 악기, 또는 BeatGen의 자체 포트를 듣는 DAW를 고르세요.</translation>
    </message>
    <message>
        <source>Let what listens at the MIDI output keep BeatGen&apos;s tempo and place.</source>
        <translation>MIDI 출력을 듣는 쪽이 BeatGen의 템포와 위치를 따라가게 합니다.</translation>
    </message>
    <message>
        <source>Tempo follows</source>
        <translation>템포 기준</translation>
    </message>
    <message>
        <source>BeatGen&apos;s own tempo, a MIDI clock, or an Ableton Link session.</source>
        <translation>BeatGen 자체 템포, MIDI 클록, Ableton Link 세션 가운데 하나입니다.</translation>
    </message>
    <message>
        <source>Pads to tap beats on, and knobs that move the morph.</source>
        <translation>비트를 탭할 패드와 모핑을 움직일 노브의 입력 포트입니다.</translation>
    </message>
    <message>
        <source>Tap latency</source>
        <translation>탭 레이턴시</translation>
    </message>
    <message>
        <source>How much later than it is played you hear the music; it is taken off what you tap.</source>
        <translation>소리가 실제보다 얼마나 늦게 들리는지입니다. 탭한 시점에서 그만큼을 뺍니다.</translation>
    </message>
    <message>
        <source>The notes that the MIDI output, exported files and opened files have for each drum.</source>
        <translation>MIDI 출력, 내보낸 파일, 여는 파일에서 드럼마다 쓰는 노트입니다.</translation>
    </message>
    <message>
        <source>A map of your own</source>
        <translation>나만의 맵</translation>
    </message>
    <message>
        <source>Type its notes, or hit your pads to learn them.</source>
        <translation>노트를 직접 적거나 패드를 쳐서 학습시키세요.</translation>
    </message>
    <message>
        <source>Another beat comes in at the</source>
        <translation>다른 비트가 들어오는 시점</translation>
    </message>
    <message>
        <source>What a beat waits for while one plays. Edits are heard at the next step.</source>
        <translation>재생 중에 다른 비트가 어디에서 들어올지 정합니다. 편집한 것은 다음 스텝부터 들립니다.</translation>
    </message>
    <message>
        <source>A click on each beat while the music runs (C).</source>
        <translation>재생하는 동안 박마다 클릭을 들려줍니다(C).</translation>
    </message>
    <message>
        <source>Metronome at the MIDI output, too</source>
        <translation>메트로놈을 MIDI 출력으로도 보내기</translation>
    </message>
    <message>
        <source>On the drums&apos; channel.</source>
        <translation>드럼 채널로 보냅니다.</translation>
    </message>
    <message>
        <source>Count in</source>
        <translation>카운트인</translation>
    </message>
    <message>
        <source>A bar of clicks before the music starts.</source>
        <translation>재생하기 전에 한 마디 동안 클릭을 들려줍니다.</translation>
    </message>
    <message>
        <source>Model to begin with</source>
        <translation>시작할 때 쓸 모델</translation>
    </message>
    <message>
        <source>It makes the beats from now on, and after the next start.</source>
        <translation>지금부터, 그리고 다음에 시작한 뒤에도 이 모델로 비트를 만듭니다.</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>계산 장치</translation>
    </message>
    <message>
        <source>Automatic takes a CUDA card where there is one; it is quicker where many beats are wanted.</source>
        <translation>자동은 CUDA 카드가 있으면 그것을 씁니다. 비트를 많이 만들 때 더 빠릅니다.</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>화면</translation>
    </message>
    <message>
        <source>BeatGen speaks it from its next start on.</source>
        <translation>BeatGen을 다시 시작하면 이 언어로 표시됩니다.</translation>
    </message>
    <message>
        <source>The window&apos;s colours.</source>
        <translation>창의 색상입니다.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>언어</translation>
    </message>
    <message>
        <source>What BeatGen speaks.</source>
        <translation>BeatGen의 화면에 쓰는 언어입니다.</translation>
    </message>
    <message>
        <source>The MIDI clock comes from there, too.</source>
        <translation>MIDI 클록도 여기에서 받습니다.</translation>
    </message>
    <message>
        <source>Choose SoundFont…</source>
        <translation>사운드폰트 선택…</translation>
    </message>
    <message>
        <source>First</source>
        <translation>첫 번째</translation>
    </message>
    <message>
        <source>Choose checkpoint…</source>
        <translation>체크포인트 선택…</translation>
    </message>
    <message>
        <source>There is no MIDI output to send it to.</source>
        <translation>클록을 보낼 MIDI 출력이 없습니다.</translation>
    </message>
    <message>
        <source>Takes that are alike lie close together, among the styles that the model learnt. Click one to load it; Shift with a click on two makes them A and B. With the focus here the arrow keys walk, Enter loads, Shift+Enter picks.</source>
        <translation>모델이 배운 스타일들 사이에서 비슷한 테이크는 가까이 놓입니다. 클릭하면 불러오고, Shift를 누른 채 둘을 클릭하면 A와 B가 됩니다. 포커스가 여기에 있으면 화살표 키로 옮겨 다니고, Enter로 불러오며, Shift+Enter로 고릅니다.</translation>
    </message>
    <message>
        <source>The map is being loaded.</source>
        <translation>지도를 불러오는 중입니다.</translation>
    </message>
    <message>
        <source>No takes. G makes new beats.</source>
        <translation>테이크가 없습니다. G를 누르면 새 비트를 만듭니다.</translation>
    </message>
    <message>
        <source>{name} is picked: pick another one to morph with it.</source>
        <translation>{name}을(를) 골랐습니다. 함께 모핑할 다른 테이크를 고르세요.</translation>
    </message>
    <message>
        <source>Morph {a} and {b}</source>
        <translation>{a}과(와) {b} 모핑</translation>
    </message>
    <message>
        <source>A is {a} and B is {b} now.</source>
        <translation>이제 A는 {a}, B는 {b}입니다.</translation>
    </message>
    <message>
        <source>picked</source>
        <translation>고름</translation>
    </message>
    <message>
        <source>Let go.</source>
        <translation>고르기를 취소했습니다.</translation>
    </message>
    <message>
        <source>bar {position}</source>
        <translation>마디 {position}</translation>
    </message>
    <message>
        <source>{count} late</source>
        <translation>늦은 노트 {count}</translation>
    </message>
    <message>
        <source>What happened last</source>
        <translation>마지막으로 일어난 일</translation>
    </message>
    <message>
        <source>Position: bar, beat, sixteenth</source>
        <translation>위치: 마디, 박, 16분음표</translation>
    </message>
    <message>
        <source>Where the playhead is: bar . beat . sixteenth.</source>
        <translation>재생 위치입니다: 마디 . 박 . 16분음표.</translation>
    </message>
    <message>
        <source>Late notes</source>
        <translation>늦은 노트</translation>
    </message>
    <message>
        <source>How many notes were sent over 3 ms too late since the sound was started.
If it grows: close other programs, or choose larger blocks in the audio settings of the system.</source>
        <translation>소리를 켠 뒤 3 ms 넘게 늦게 보낸 노트 수입니다.
계속 늘어나면 다른 프로그램을 닫거나, 시스템 오디오 설정에서 더 큰 블록을 고르세요.</translation>
    </message>
    <message>
        <source>The style of the beats that Generate makes.</source>
        <translation>생성이 만드는 비트의 스타일입니다.</translation>
    </message>
    <message>
        <source>Any style</source>
        <translation>스타일 무관</translation>
    </message>
    <message>
        <source>When another beat comes in while one plays; so does what the morph leads to, which follows the finger most closely at the next step.
Edits are heard at the next step.</source>
        <translation>재생 중에 다른 비트가 들어오는 시점입니다. 모핑한 비트도 이때 들어오며, 다음 스텝으로 하면 손을 가장 빨리 따라갑니다.
편집한 내용은 다음 스텝에 들립니다.</translation>
    </message>
    <message>
        <source>The built-in synthesizer: drum kit, SoundFont, level and audio output.</source>
        <translation>내장 신시사이저입니다. 드럼 킷, 사운드폰트, 레벨, 오디오 출력을 고릅니다.</translation>
    </message>
    <message>
        <source>missing · {soundfont}</source>
        <translation>출력 없음 · {soundfont}</translation>
    </message>
    <message>
        <source>Choose SoundFont</source>
        <translation>사운드폰트 선택</translation>
    </message>
    <message>
        <source>SoundFonts</source>
        <translation>사운드폰트</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>모든 파일</translation>
    </message>
    <message>
        <source>Load without the edits</source>
        <translation>편집 내용 없이 불러오기</translation>
    </message>
    <message>
        <source>Take the star away</source>
        <translation>별표 제거</translation>
    </message>
    <message>
        <source>Set as {letter}</source>
        <translation>{letter}로 지정</translation>
    </message>
    <message>
        <source>Use its recipe</source>
        <translation>레시피로 다시 만들기</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Tap {bars}, counted in anew ({key}).</source>
        <translation>카운트인부터 다시 시작해 {bars}를 탭합니다({key}).</translation>
    </message>
    <message>
        <source>How late or early your taps are on average. What is always so belongs into Latency.</source>
        <translation>탭이 평균적으로 얼마나 늦거나 빠른지 보여 줍니다. 항상 같은 만큼 어긋나면 그 값을 레이턴시에 입력하세요.</translation>
    </message>
    <message>
        <source>Make drums to what was tapped so far (Enter).</source>
        <translation>지금까지 탭한 리듬에 맞춰 드럼을 만듭니다(Enter).</translation>
    </message>
    <message>
        <source>Tap a kick (F; with Shift harder), or a pad at the MIDI input.</source>
        <translation>킥을 탭합니다(F, Shift를 누르면 더 세게). MIDI 입력의 패드로도 칠 수 있습니다.</translation>
    </message>
    <message>
        <source>Tap a snare (J; with Shift harder), or a pad at the MIDI input.</source>
        <translation>스네어를 탭합니다(J, Shift를 누르면 더 세게). MIDI 입력의 패드로도 칠 수 있습니다.</translation>
    </message>
    <message>
        <source>Tap any drum (any other letter; with Shift harder): kick or snare, as the model makes of it.</source>
        <translation>아무 드럼이나 탭합니다(다른 글자 키, Shift를 누르면 더 세게). 킥이 될지 스네어가 될지는 모델이 정합니다.</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>레이턴시</translation>
    </message>
    <message>
        <source>How much is taken off the moment of each tap: as much as your taps come out late on average.</source>
        <translation>탭한 시점에서 빼는 시간입니다. 탭이 평균적으로 늦는 만큼 입력하세요.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Leave everything as it was (Esc).</source>
        <translation>아무것도 바꾸지 않고 닫습니다(Esc).</translation>
    </message>
    <message>
        <source>Kick F</source>
        <translation>킥 F</translation>
    </message>
    <message>
        <source>Snare J</source>
        <translation>스네어 J</translation>
    </message>
    <message>
        <source>Any letter</source>
        <translation>다른 글자 키</translation>
    </message>
    <message>
        <source>Count-in</source>
        <translation>카운트인</translation>
    </message>
    <message>
        <source>Bars</source>
        <translation>마디</translation>
    </message>
    <message>
        <source>Count-in: {beats}</source>
        <translation>카운트인: {beats}</translation>
    </message>
    <message>
        <source>Bar {bar} of {bars}: tap</source>
        <translation>마디 {bar}/{bars}: 탭하세요</translation>
    </message>
    <message>
        <source>What you have tapped so far, from the first bar&apos;s start to the last one&apos;s end.</source>
        <translation>첫 마디의 시작부터 마지막 마디의 끝까지, 지금까지 탭한 내용입니다.</translation>
    </message>
    <message>
        <source>{hits} tapped</source>
        <translation>탭한 {hits}</translation>
    </message>
    <message>
        <source>Tempo in beats a minute.</source>
        <translation>분당 박자 수로 나타낸 템포입니다.</translation>
    </message>
    <message>
        <source>a MIDI clock</source>
        <translation>MIDI 클록</translation>
    </message>
    <message>
        <source>Ableton Link</source>
        <translation>Ableton Link</translation>
    </message>
    <message>
        <source>The tempo follows {leader}; choose another leader in the MIDI menu.</source>
        <translation>템포가 {leader}에 맞춰져 있습니다. 다른 기준은 MIDI 메뉴에서 선택하세요.</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>템포</translation>
    </message>
    <message>
        <source>Go to the start of the beat (Home).</source>
        <translation>비트의 처음으로 이동합니다(Home).</translation>
    </message>
    <message>
        <source>The model computes on {device}.</source>
        <translation>모델이 {device}에서 계산합니다.</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Play and stop (Space).</source>
        <translation>재생하거나 정지합니다(Space).</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>처음으로</translation>
    </message>
    <message>
        <source>Tap</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>Tap the tempo: press this, or T, on every beat.</source>
        <translation>템포를 탭합니다. 박마다 이 버튼이나 T를 누르세요.</translation>
    </message>
    <message>
        <source>Swing</source>
        <translation>스윙</translation>
    </message>
    <message>
        <source>Where the second sixteenth of each eighth falls: 50 % is straight, 67 % a triplet, 75 % dotted.</source>
        <translation>8분음표마다 두 번째 16분음표가 놓이는 위치입니다. 50 %는 스트레이트, 67 %는 셋잇단음표, 75 %는 점음표 리듬입니다.</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z).</source>
        <translation>실행 취소(Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y).</source>
        <translation>다시 실행(Ctrl+Y)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>정지</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>What the model computes on; known once it is loaded.</source>
        <translation>모델이 계산하는 장치입니다. 모델을 불러온 뒤에 표시됩니다.</translation>
    </message>
    <message>
        <source>Undo: {command} (Ctrl+Z).</source>
        <translation>실행 취소: {command}(Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo: {command} (Ctrl+Y).</source>
        <translation>다시 실행: {command}(Ctrl+Y)</translation>
    </message>
    <message>
        <source>Every beat of this project. Click one to load it; Ctrl or Shift with a click selects several. Drag them into a DAW or a folder. With the focus here the arrow keys walk, Enter loads, * stars, F2 renames, Delete deletes.</source>
        <translation>이 프로젝트의 모든 비트입니다. 클릭하면 불러오고, Ctrl이나 Shift를 누른 채 클릭하면 여러 개를 선택합니다. DAW나 폴더로 드래그할 수 있습니다. 포커스가 여기 있을 때는 화살표 키로 이동하고 Enter로 불러오며 *로 별표를 표시하고 F2로 이름을 바꾸고 Delete로 삭제합니다.</translation>
    </message>
    <message>
        <source>No take matches. Show all to see the others.</source>
        <translation>조건에 맞는 테이크가 없습니다. 나머지를 보려면 모두 표시하세요.</translation>
    </message>
    <message>
        <source>Tray of takes</source>
        <translation>테이크 트레이</translation>
    </message>
    <message>
        <source>Compare A and B: X turns from one to the other, Shift+X ends it. What differs is shown: + is only in the one on screen, dashed is only in the other one.</source>
        <translation>A와 B를 비교합니다. X로 번갈아 전환하고 Shift+X로 끝냅니다. 다른 부분이 표시됩니다. +는 화면의 비트에만, 점선은 다른 비트에만 있는 노트입니다.</translation>
    </message>
    <message>
        <source>All styles</source>
        <translation>모든 스타일</translation>
    </message>
    <message>
        <source>All</source>
        <translation>모두</translation>
    </message>
    <message>
        <source>Show takes of one style only.</source>
        <translation>한 가지 스타일의 테이크만 표시합니다.</translation>
    </message>
    <message>
        <source>Show only takes with a star (* stars the selected ones).</source>
        <translation>별표가 있는 테이크만 표시합니다(선택한 테이크는 *로 별표 표시).</translation>
    </message>
    <message>
        <source>Show only takes whose name contains this. Enter goes to them, Esc shows all and goes there.</source>
        <translation>이름에 이 글자가 들어 있는 테이크만 표시합니다. Enter를 누르면 찾은 테이크로, Esc를 누르면 모두 표시하고 그곳으로 이동합니다.</translation>
    </message>
    <message>
        <source>Order of the tray</source>
        <translation>트레이 정렬</translation>
    </message>
    <message>
        <source>What the takes are ordered by.</source>
        <translation>테이크를 정렬하는 기준입니다.</translation>
    </message>
    <message>
        <source>Style shown in the tray</source>
        <translation>트레이에 표시할 스타일</translation>
    </message>
    <message>
        <source>Only starred takes</source>
        <translation>별표 테이크만</translation>
    </message>
    <message>
        <source>Find takes by name</source>
        <translation>이름으로 테이크 찾기</translation>
    </message>
    <message>
        <source>Most alike to {name}</source>
        <translation>{name}과(와) 비슷한 순</translation>
    </message>
    <message>
        <source>Save changes</source>
        <translation>변경 내용 저장</translation>
    </message>
    <message>
        <source>Save the changes to {title}?</source>
        <translation>“{title}”의 변경 내용을 저장하시겠습니까?</translation>
    </message>
    <message>
        <source>What has changed since the last save would be lost.</source>
        <translation>저장하지 않으면 마지막으로 저장한 뒤의 변경 내용이 사라집니다.</translation>
    </message>
    <message>
        <source>Save the project, and go on (Enter).</source>
        <translation>프로젝트를 저장하고 계속합니다(Enter).</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>저장 안 함</translation>
    </message>
    <message>
        <source>Go on without saving (Tab, then Enter).</source>
        <translation>저장하지 않고 계속합니다(Tab 다음 Enter).</translation>
    </message>
    <message>
        <source>Change nothing (Esc).</source>
        <translation>아무것도 바꾸지 않습니다(Esc).</translation>
    </message>
    <message>
        <source>Softest</source>
        <translation>가장 여리게</translation>
    </message>
    <message>
        <source>Loudest</source>
        <translation>가장 세게</translation>
    </message>
    <message>
        <source>Randomise</source>
        <translation>무작위화</translation>
    </message>
    <message>
        <source>Draw a velocity for each hit (Enter).</source>
        <translation>노트마다 벨로시티를 무작위로 정합니다(Enter).</translation>
    </message>
    <message>
        <source>{name}: 1 to 127.</source>
        <translation>{name}: 1~127</translation>
    </message>
    <message>
        <source>as all</source>
        <translation>전체 값</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>그대로</translation>
    </message>
    <message>
        <source>usual</source>
        <translation>보통</translation>
    </message>
    <message>
        <source>centre</source>
        <translation>가운데</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>볼륨</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>팬</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>잠금</translation>
    </message>
    <message>
        <source>Change pan</source>
        <translation>팬 변경</translation>
    </message>
    <message>
        <source>Reset the mix</source>
        <translation>믹스 초기화</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>소리 듣기</translation>
    </message>
    <message>
        <source>Reset all voices</source>
        <translation>모든 파트 초기화</translation>
    </message>
    <message>
        <source>at {percent} percent</source>
        <translation>{percent}퍼센트 위치</translation>
    </message>
    <message>
        <source>Let all voices go along with the slider again (Shift+D).</source>
        <translation>모든 파트가 다시 슬라이더를 따라가게 합니다(Shift+D).</translation>
    </message>
    <message>
        <source>Let the {voice} go along with the slider again (or double-click its own).</source>
        <translation>{voice}이(가) 다시 슬라이더를 따라가게 합니다(파트 슬라이더를 두 번 클릭해도 됩니다).</translation>
    </message>
    <message>
        <source>Hold the {voice} at {letter}, or let it go along again.</source>
        <translation>{voice}을(를) {letter}에 고정하거나 다시 따라가게 합니다.</translation>
    </message>
    <message>
        <source>Morph the {voice} by itself: drag, with Ctrl finely, turn the wheel or use the arrow keys.
A double click lets it go along again.</source>
        <translation>{voice}만 따로 모핑합니다. 드래그하거나(Ctrl을 누르면 세밀하게) 휠을 돌리거나 화살표 키를 사용하세요.
두 번 클릭하면 다시 슬라이더를 따라갑니다.</translation>
    </message>
    <message>
        <source>held at B</source>
        <translation>B에 고정</translation>
    </message>
    <message>
        <source>held at A</source>
        <translation>A에 고정</translation>
    </message>
    <message>
        <source>goes along at {percent} percent</source>
        <translation>{percent}퍼센트 위치에서 따라감</translation>
    </message>
    <message>
        <source>{voice}: hold at {letter}</source>
        <translation>{voice}: {letter}에 고정</translation>
    </message>
    <message>
        <source>Morph voice by voice: a slider for each (D).</source>
        <translation>파트별로 모핑합니다. 파트마다 슬라이더가 있습니다(D).</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>파트</translation>
    </message>
    <message>
        <source>Afrobeat</source>
        <translation>아프로비트</translation>
    </message>
    <message>
        <source>Afro-Cuban</source>
        <translation>아프로쿠반</translation>
    </message>
    <message>
        <source>Blues</source>
        <translation>블루스</translation>
    </message>
    <message>
        <source>Bossa nova</source>
        <translation>보사노바</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>컨트리</translation>
    </message>
    <message>
        <source>Dance</source>
        <translation>댄스</translation>
    </message>
    <message>
        <source>Drum and bass</source>
        <translation>드럼 앤 베이스</translation>
    </message>
    <message>
        <source>Funk</source>
        <translation>훵크</translation>
    </message>
    <message>
        <source>Gospel</source>
        <translation>가스펠</translation>
    </message>
    <message>
        <source>Highlife</source>
        <translation>하이라이프</translation>
    </message>
    <message>
        <source>Hip-hop</source>
        <translation>힙합</translation>
    </message>
    <message>
        <source>Jazz</source>
        <translation>재즈</translation>
    </message>
    <message>
        <source>Latin</source>
        <translation>라틴</translation>
    </message>
    <message>
        <source>Middle Eastern</source>
        <translation>중동</translation>
    </message>
    <message>
        <source>New Orleans</source>
        <translation>뉴올리언스</translation>
    </message>
    <message>
        <source>Pop</source>
        <translation>팝</translation>
    </message>
    <message>
        <source>Punk</source>
        <translation>펑크 록</translation>
    </message>
    <message>
        <source>Reggae</source>
        <translation>레게</translation>
    </message>
    <message>
        <source>R&amp;B</source>
        <translation>R&amp;B</translation>
    </message>
    <message>
        <source>Rock</source>
        <translation>록</translation>
    </message>
    <message>
        <source>Soul</source>
        <translation>소울</translation>
    </message>
    <message>
        <source>Moved {steps} later</source>
        <translation>{steps}만큼 뒤로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved {steps} earlier</source>
        <translation>{steps}만큼 앞으로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved down {voices}</source>
        <translation>{voices}만큼 아래로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved up {voices}</source>
        <translation>{voices}만큼 위로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved {steps} later and down {voices}</source>
        <translation>{steps}만큼 뒤로, {voices}만큼 아래로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved {steps} later and up {voices}</source>
        <translation>{steps}만큼 뒤로, {voices}만큼 위로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved {steps} earlier and down {voices}</source>
        <translation>{steps}만큼 앞으로, {voices}만큼 아래로 옮겼습니다</translation>
    </message>
    <message>
        <source>Moved {steps} earlier and up {voices}</source>
        <translation>{steps}만큼 앞으로, {voices}만큼 위로 옮겼습니다</translation>
    </message>
    <message>
        <source>Back where it was</source>
        <translation>제자리로 돌아왔습니다</translation>
    </message>
    <message>
        <source>{voice} · {percent} % likely</source>
        <translation>{voice} · 가능성 {percent} %</translation>
    </message>
    <message>
        <source>bar {bar}, step {step}</source>
        <translation>마디 {bar}, 스텝 {step}</translation>
    </message>
    <message>
        <source>bars {first} to {last}</source>
        <translation>마디 {first}~{last}</translation>
    </message>
    <message>
        <source>{bpm} bpm, {style}, {drummer}</source>
        <translation>{bpm} bpm, {style}, {drummer}</translation>
    </message>
    <message>
        <source>{count} bar</source>
        <translation>{count}마디</translation>
    </message>
    <message>
        <source>{count} bars</source>
        <translation>{count}마디</translation>
    </message>
    <message>
        <source>{count} beat</source>
        <translation>비트 {count}개</translation>
    </message>
    <message>
        <source>{count} beats</source>
        <translation>비트 {count}개</translation>
    </message>
    <message>
        <source>{count} cell</source>
        <translation>{count}칸</translation>
    </message>
    <message>
        <source>{count} cells</source>
        <translation>{count}칸</translation>
    </message>
    <message>
        <source>{count} continuation</source>
        <translation>이어지는 비트 {count}개</translation>
    </message>
    <message>
        <source>{count} continuations</source>
        <translation>이어지는 비트 {count}개</translation>
    </message>
    <message>
        <source>{count} file</source>
        <translation>파일 {count}개</translation>
    </message>
    <message>
        <source>{count} files</source>
        <translation>파일 {count}개</translation>
    </message>
    <message>
        <source>{count} fill</source>
        <translation>필인 {count}개</translation>
    </message>
    <message>
        <source>{count} fills</source>
        <translation>필인 {count}개</translation>
    </message>
    <message>
        <source>{count} hit</source>
        <translation>노트 {count}개</translation>
    </message>
    <message>
        <source>{count} hits</source>
        <translation>노트 {count}개</translation>
    </message>
    <message>
        <source>{count} morph</source>
        <translation>모핑 {count}개</translation>
    </message>
    <message>
        <source>{count} morphs</source>
        <translation>모핑 {count}개</translation>
    </message>
    <message>
        <source>{count} new beat</source>
        <translation>새 비트 {count}개</translation>
    </message>
    <message>
        <source>{count} new beats</source>
        <translation>새 비트 {count}개</translation>
    </message>
    <message>
        <source>{count} recorded bar</source>
        <translation>녹음한 {count}마디</translation>
    </message>
    <message>
        <source>{count} recorded bars</source>
        <translation>녹음한 {count}마디</translation>
    </message>
    <message>
        <source>{count} selected hit</source>
        <translation>선택한 {count}개</translation>
    </message>
    <message>
        <source>{count} selected hits</source>
        <translation>선택한 {count}개</translation>
    </message>
    <message>
        <source>{count} step</source>
        <translation>{count}스텝</translation>
    </message>
    <message>
        <source>{count} steps</source>
        <translation>{count}스텝</translation>
    </message>
    <message>
        <source>{count} take</source>
        <translation>테이크 {count}개</translation>
    </message>
    <message>
        <source>{count} takes</source>
        <translation>테이크 {count}개</translation>
    </message>
    <message>
        <source>{count} variation</source>
        <translation>변주 {count}개</translation>
    </message>
    <message>
        <source>{count} variations</source>
        <translation>변주 {count}개</translation>
    </message>
    <message>
        <source>{count} voice</source>
        <translation>파트 {count}개</translation>
    </message>
    <message>
        <source>{count} voices</source>
        <translation>파트 {count}개</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>직접 설정</translation>
    </message>
    <message>
        <source>{percent} % late</source>
        <translation>{percent} % 늦음</translation>
    </message>
    <message>
        <source>{percent} % early</source>
        <translation>{percent} % 빠름</translation>
    </message>
    <message>
        <source>velocity {velocity}</source>
        <translation>벨로시티 {velocity}</translation>
    </message>
    <message>
        <source>no hit</source>
        <translation>노트 없음</translation>
    </message>
    <message>
        <source>bar {bar}</source>
        <translation>마디 {bar}</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>아무 드러머</translation>
    </message>
    <message>
        <source>Drummer {number}</source>
        <translation>드러머 {number}</translation>
    </message>
    <message>
        <source>any style</source>
        <translation>스타일 무관</translation>
    </message>
    <message>
        <source>any drummer</source>
        <translation>드러머 무관</translation>
    </message>
    <message>
        <source>set by hand</source>
        <translation>직접 설정</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}, {second}</translation>
    </message>
    <message>
        <source>what was written is damaged</source>
        <translation>기록한 내용이 손상됨</translation>
    </message>
    <message>
        <source>it can&apos;t be made ({reason}); make room, or save often</source>
        <translation>만들 수 없습니다({reason}). 공간을 확보하거나 자주 저장하세요</translation>
    </message>
    <message>
        <source>a beat&apos;s notes, locks and base must be of one length</source>
        <translation>비트의 노트, 잠금, 원본의 길이가 서로 다름</translation>
    </message>
    <message>
        <source>a beat&apos;s feel must be as long as the beat</source>
        <translation>연주감의 길이가 비트와 다름</translation>
    </message>
    <message>
        <source>bpm {bpm} is not in {lowest:g}..{highest:g}</source>
        <translation>템포 {bpm} BPM이 {lowest:g}~{highest:g} 범위를 벗어남</translation>
    </message>
    <message>
        <source>swing {swing} is not in {lowest:g}..{highest:g} %</source>
        <translation>스윙 {swing} %가 {lowest:g}~{highest:g} % 범위를 벗어남</translation>
    </message>
    <message>
        <source>cells must be [T, {voices}], not {shape}</source>
        <translation>칸 배열의 크기가 [T, {voices}]여야 하는데 {shape}임</translation>
    </message>
    <message>
        <source>morph slider</source>
        <translation>모핑 슬라이더</translation>
    </message>
    <message>
        <source>morph pad, left to right</source>
        <translation>모핑 패드(좌우)</translation>
    </message>
    <message>
        <source>morph pad, up and down</source>
        <translation>모핑 패드(상하)</translation>
    </message>
    <message>
        <source>CC {number}, channel {channel}</source>
        <translation>CC {number}, 채널 {channel}</translation>
    </message>
    <message>
        <source>Pitch bend, channel {channel}</source>
        <translation>피치 벤드, 채널 {channel}</translation>
    </message>
    <message>
        <source>channel {channel} is not in 0..{highest}</source>
        <translation>채널 {channel}이(가) 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>controller {number} is not in 0..{highest}</source>
        <translation>컨트롤러 번호 {number}이(가) 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>fingerprints</source>
        <translation>학습 비트의 지문</translation>
    </message>
    <message>
        <source>New: the nearest, {beat}, differs in about {count} cells</source>
        <translation>새로운 비트: 학습에 쓰인 것 중 가장 가까운 {beat}와 약 {count}칸 다름</translation>
    </message>
    <message>
        <source>a {style} beat</source>
        <translation>{style} 비트</translation>
    </message>
    <message>
        <source>A copy of {beat} it was trained on</source>
        <translation>학습에 쓰인 {beat}와 같음</translation>
    </message>
    <message>
        <source>Close to {beat} (1 cell differs)</source>
        <translation>학습에 쓰인 {beat}와 비슷함(1칸 다름)</translation>
    </message>
    <message>
        <source>Close to {beat} ({count} cells differ)</source>
        <translation>학습에 쓰인 {beat}와 비슷함({count}칸 다름)</translation>
    </message>
    <message>
        <source>New: the nearest, {beat}, differs in about {count} cells or more</source>
        <translation>새로운 비트: 학습에 쓰인 것 중 가장 가까운 {beat}와 약 {count}칸 이상 다름</translation>
    </message>
    <message>
        <source>a beat</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>an {style} beat</source>
        <translation>{style} 비트</translation>
    </message>
    <message>
        <source>a density has {voices} amounts, not {count}</source>
        <translation>밀도 값이 {voices}개여야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>a drum map</source>
        <translation>드럼 맵</translation>
    </message>
    <message>
        <source>there is no note for {voice}</source>
        <translation>{voice} 파트의 노트가 없음</translation>
    </message>
    <message>
        <source>{name} is not one of {names}</source>
        <translation>{name}은(는) 다음 중 하나가 아님: {names}</translation>
    </message>
    <message>
        <source>a note is not a whole number</source>
        <translation>정수가 아닌 노트 번호가 있음</translation>
    </message>
    <message>
        <source>the name must be 1 to {most} characters</source>
        <translation>이름은 1~{most}자여야 함</translation>
    </message>
    <message>
        <source>there are no such takes; choose some that there are, or export the beat</source>
        <translation>그런 테이크가 없습니다. 있는 테이크를 고르거나 비트를 내보내세요</translation>
    </message>
    <message>
        <source>no take is starred; star some, or choose those to export</source>
        <translation>별표한 테이크가 없습니다. 별표하거나 내보낼 테이크를 고르세요</translation>
    </message>
    <message>
        <source>is the name of a single file; choose a folder for several takes</source>
        <translation>파일 하나의 이름입니다. 테이크가 여러 개이면 폴더를 고르세요</translation>
    </message>
    <message>
        <source>can&apos;t be written; choose a name that ends in .mid, .wav or .flac</source>
        <translation>저장할 수 없습니다. .mid, .wav, .flac 중 하나로 끝나는 이름을 고르세요</translation>
    </message>
    <message>
        <source>the chain is empty; put takes into it, or export the beat</source>
        <translation>체인이 비어 있습니다. 테이크를 넣거나 비트를 내보내세요</translation>
    </message>
    <message>
        <source>can&apos;t be written to ({reason}); choose another folder</source>
        <translation>이 폴더에 저장할 수 없습니다({reason}). 다른 폴더를 고르세요</translation>
    </message>
    <message>
        <source>there must be {voices} amounts of voices</source>
        <translation>파트별 적용량이 {voices}개여야 함</translation>
    </message>
    <message>
        <source>an amount of feel must be in 0..{highest:g}, not {amount}</source>
        <translation>연주감의 적용량 {amount}이(가) 0~{highest:g} 범위를 벗어남</translation>
    </message>
    <message>
        <source>what is held of a feel must be as long as the feel</source>
        <translation>연주감에서 직접 정한 부분의 길이가 연주감과 다름</translation>
    </message>
    <message>
        <source>a feel has {voices} levels, each in 1..127</source>
        <translation>연주감에는 1~127의 레벨이 {voices}개 있어야 함</translation>
    </message>
    <message>
        <source>a groove has a name of up to {most} characters</source>
        <translation>그루브의 이름은 {most}자까지임</translation>
    </message>
    <message>
        <source>seed {seed} is not in 0..{highest}</source>
        <translation>시드 {seed}이(가) 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>a style or a drummer has a name of up to {most} characters</source>
        <translation>스타일과 드러머의 이름은 {most}자까지임</translation>
    </message>
    <message>
        <source>Found: {name}, {memory_gib:.0f} GiB.</source>
        <translation>찾은 그래픽 카드: {name}, {memory_gib:.0f} GiB.</translation>
    </message>
    <message>
        <source>The PyTorch that is installed computes on the processor only.</source>
        <translation>설치된 PyTorch는 프로세서(CPU)로만 계산합니다.</translation>
    </message>
    <message>
        <source>No CUDA card that PyTorch can use was found.</source>
        <translation>PyTorch에서 쓸 수 있는 CUDA 그래픽 카드를 찾지 못했습니다.</translation>
    </message>
    <message>
        <source>Variation</source>
        <translation>변주</translation>
    </message>
    <message>
        <source>Continued</source>
        <translation>이어짐</translation>
    </message>
    <message>
        <source>{title} {label}</source>
        <translation>{title} {label}</translation>
    </message>
    <message>
        <source>there is no device {wanted}; choose one of {devices}</source>
        <translation>{wanted} 장치가 없습니다. 다음 중에서 고르세요: {devices}</translation>
    </message>
    <message>
        <source>this computer has no CUDA card that torch can use; choose cpu or auto</source>
        <translation>이 컴퓨터에는 torch에서 쓸 수 있는 CUDA 그래픽 카드가 없습니다. cpu나 auto를 고르세요</translation>
    </message>
    <message>
        <source>{model} doesn&apos;t know the style {style}; it knows {known}</source>
        <translation>{model} 모델은 {style} 스타일을 모릅니다. 아는 스타일: {known}</translation>
    </message>
    <message>
        <source>{model} doesn&apos;t know the style {style} and no other</source>
        <translation>{model} 모델은 {style}은(는) 물론 어떤 스타일도 모릅니다</translation>
    </message>
    <message>
        <source>{model} takes beats of {bars} bars, not {given}</source>
        <translation>{model} 모델은 {bars}마디 비트만 받습니다. 이 비트는 {given}마디입니다</translation>
    </message>
    <message>
        <source>{model} takes beats of up to {bars} bars, not {given}</source>
        <translation>{model} 모델은 {bars}마디까지의 비트만 받습니다. 이 비트는 {given}마디입니다</translation>
    </message>
    <message>
        <source>{model} can&apos;t continue a beat; choose a model that fills in, such as Drummer</source>
        <translation>{model} 모델은 비트를 이어 만들 수 없습니다. Drummer처럼 빈 곳을 채우는 모델을 고르세요</translation>
    </message>
    <message>
        <source>{model} makes beats of up to {most} bars, not {bars}</source>
        <translation>{model} 모델은 {most}마디까지의 비트만 만듭니다. {bars}마디는 만들 수 없습니다</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>{constant} is not a number</source>
        <translation>{constant}은(는) 숫자가 아님</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>파일이 너무 큼</translation>
    </message>
    <message>
        <source>{name} is not an object</source>
        <translation>{name}의 형식이 객체가 아님</translation>
    </message>
    <message>
        <source>{key} can&apos;t be {value}</source>
        <translation>{key}의 값이 {value}일 수 없음</translation>
    </message>
    <message>
        <source>{key} is missing</source>
        <translation>{key} 항목이 없음</translation>
    </message>
    <message>
        <source>{name} are not a list</source>
        <translation>{name}의 형식이 목록이 아님</translation>
    </message>
    <message>
        <source>{name} can&apos;t be {value}</source>
        <translation>{name}의 값이 {value}일 수 없음</translation>
    </message>
    <message>
        <source>{number} is too large</source>
        <translation>{number}은(는) 너무 큼</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>텍스트가 아님</translation>
    </message>
    <message>
        <source>line {line} is not JSON</source>
        <translation>{line}번째 줄이 JSON이 아님</translation>
    </message>
    <message>
        <source>it is nested too deep</source>
        <translation>너무 깊이 중첩됨</translation>
    </message>
    <message>
        <source>{key} is too large</source>
        <translation>{key}의 값이 너무 큼</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>파일이 아님</translation>
    </message>
    <message>
        <source>a name comes twice in one object</source>
        <translation>한 객체에 같은 이름이 두 번 나옴</translation>
    </message>
    <message>
        <source>{name} can&apos;t be a name here</source>
        <translation>{name}은(는) 여기에 쓸 수 없는 이름임</translation>
    </message>
    <message>
        <source>there are more than {most} names in it</source>
        <translation>이름이 {most}개를 넘음</translation>
    </message>
    <message>
        <source>there is no {mark} at character {place}</source>
        <translation>{place}번째 문자에 {mark} 기호가 없음</translation>
    </message>
    <message>
        <source>there is more after its end, at character {place}</source>
        <translation>끝난 뒤에도 내용이 있음({place}번째 문자)</translation>
    </message>
    <message>
        <source>its text is damaged at character {place}</source>
        <translation>{place}번째 문자에서 텍스트가 손상됨</translation>
    </message>
    <message>
        <source>Kick</source>
        <translation>킥</translation>
    </message>
    <message>
        <source>Snare</source>
        <translation>스네어</translation>
    </message>
    <message>
        <source>Closed hat</source>
        <translation>클로즈드 햇</translation>
    </message>
    <message>
        <source>Open hat</source>
        <translation>오픈 햇</translation>
    </message>
    <message>
        <source>Low tom</source>
        <translation>로우 탐</translation>
    </message>
    <message>
        <source>Mid tom</source>
        <translation>미드 탐</translation>
    </message>
    <message>
        <source>High tom</source>
        <translation>하이 탐</translation>
    </message>
    <message>
        <source>Crash</source>
        <translation>크래시</translation>
    </message>
    <message>
        <source>Ride</source>
        <translation>라이드</translation>
    </message>
    <message>
        <source>a drum map has {voices} voices, not {count}</source>
        <translation>드럼 맵의 파트가 {voices}개여야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>note {note} is not in 0..{highest}</source>
        <translation>노트 번호 {note}이(가) 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>voices are 0..{highest}</source>
        <translation>파트 번호가 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>locks must be shaped {wanted}, not {shape}</source>
        <translation>잠금의 크기가 {wanted}여야 하는데 {shape}임</translation>
    </message>
    <message>
        <source>{count:,} notes that the drum map {map} doesn&apos;t know were left out (note numbers {listed}).</source>
        <translation>드럼 맵 {map}에 없는 노트 {count:,}개를 제외했습니다(노트 번호 {listed}).</translation>
    </message>
    <message>
        <source>holds no drum notes on channel 10; choose a file with drums</source>
        <translation>채널 10에 드럼 노트가 없습니다. 드럼이 든 파일을 고르세요</translation>
    </message>
    <message>
        <source>is longer than {most:,} bars; cut out the part with the beat</source>
        <translation>{most:,}마디보다 깁니다. 비트가 있는 부분만 잘라 내세요</translation>
    </message>
    <message>
        <source>{count:,} note that the drum map {map} doesn&apos;t know was left out (note number {listed}).</source>
        <translation>드럼 맵 {map}에 없는 노트 {count:,}개를 제외했습니다(노트 번호 {listed}).</translation>
    </message>
    <message>
        <source>{count:,} notes that the drum map {map} doesn&apos;t know were left out (note number {listed}).</source>
        <translation>드럼 맵 {map}에 없는 노트 {count:,}개를 제외했습니다(노트 번호 {listed}).</translation>
    </message>
    <message>
        <source>bad name</source>
        <translation>잘못된 이름</translation>
    </message>
    <message>
        <source>can&apos;t be written ({reason}); choose another folder or name</source>
        <translation>저장할 수 없습니다({reason}). 다른 폴더나 이름을 고르세요</translation>
    </message>
    <message>
        <source>is in {numerator}/{denominator}; BeatGen reads 4/4</source>
        <translation>{numerator}/{denominator}박자입니다. BeatGen은 4/4박자만 읽습니다</translation>
    </message>
    <message>
        <source>a mix has {voices} voices</source>
        <translation>믹스의 파트가 {voices}개여야 함</translation>
    </message>
    <message>
        <source>volumes {volumes} are not all in 0..{highest}</source>
        <translation>볼륨 {volumes} 중에 0~{highest} 범위를 벗어난 값이 있음</translation>
    </message>
    <message>
        <source>pans {pans} are not all in -{most}..{most}</source>
        <translation>팬 {pans} 중에 -{most}~{most} 범위를 벗어난 값이 있음</translation>
    </message>
    <message>
        <source>unknown architecture {kind}</source>
        <translation>알 수 없는 구조 {kind}</translation>
    </message>
    <message>
        <source>has other weights than its config says (such as {name})</source>
        <translation>가중치가 설정과 맞지 않습니다(예: {name})</translation>
    </message>
    <message>
        <source>has weights that are not usable numbers ({name})</source>
        <translation>쓸 수 없는 숫자가 든 가중치가 있습니다({name})</translation>
    </message>
    <message>
        <source>plays beats, and doesn&apos;t make them; choose a model that makes beats</source>
        <translation>비트를 만드는 모델이 아니라 연주하는 모델입니다. 비트를 만드는 모델을 고르세요</translation>
    </message>
    <message>
        <source>asks for a model that can&apos;t be: {reason}</source>
        <translation>있을 수 없는 모델을 요구합니다({reason})</translation>
    </message>
    <message>
        <source>{segments} segments don&apos;t divide {steps} steps</source>
        <translation>{steps}스텝을 {segments}개 구간으로 나눌 수 없음</translation>
    </message>
    <message>
        <source>unknown or missing: {names}</source>
        <translation>알 수 없거나 빠진 항목: {names}</translation>
    </message>
    <message>
        <source>{name} must be a whole number in {low}..{high}, not {value}</source>
        <translation>{name}의 값은 {low}~{high}의 정수여야 하는데 {value}임</translation>
    </message>
    <message>
        <source>{name} must be true or false, not {value}</source>
        <translation>{name}의 값은 참이나 거짓이어야 하는데 {value}임</translation>
    </message>
    <message>
        <source>styles must be at most {most} different names</source>
        <translation>스타일은 서로 다른 이름으로 {most}개까지임</translation>
    </message>
    <message>
        <source>styles must be names</source>
        <translation>스타일은 이름이어야 함</translation>
    </message>
    <message>
        <source>styles must be a list</source>
        <translation>스타일은 목록이어야 함</translation>
    </message>
    <message>
        <source>makes beats, and doesn&apos;t play them; choose a checkpoint of feel</source>
        <translation>비트를 연주하는 모델이 아니라 만드는 모델입니다. 연주감 체크포인트를 고르세요</translation>
    </message>
    <message>
        <source>width must be a whole number in 1..{most}, not {width}</source>
        <translation>width의 값은 1~{most}의 정수여야 하는데 {width}임</translation>
    </message>
    <message>
        <source>bars must be a whole number in 1..16, not {bars}</source>
        <translation>bars의 값은 1~16의 정수여야 하는데 {bars}임</translation>
    </message>
    <message>
        <source>there must be 1..{most} dilations, not {count}</source>
        <translation>dilations가 1~{most}개여야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>dilations must be whole numbers in 1..{most}, not {dilations}</source>
        <translation>dilations의 값은 1~{most}의 정수여야 하는데 {dilations}임</translation>
    </message>
    <message>
        <source>{name} must be at most {most} different names</source>
        <translation>{name}은(는) 서로 다른 이름으로 {most}개까지임</translation>
    </message>
    <message>
        <source>{name} must be names</source>
        <translation>{name}은(는) 이름이어야 함</translation>
    </message>
    <message>
        <source>dilations, styles and drummers must be lists</source>
        <translation>dilations, styles, drummers는 목록이어야 함</translation>
    </message>
    <message>
        <source>can&apos;t be written; choose a folder that may be written to</source>
        <translation>저장할 수 없습니다. 쓰기 권한이 있는 폴더를 고르세요</translation>
    </message>
    <message>
        <source>is damaged; get it again</source>
        <translation>손상되었습니다. 다시 받으세요</translation>
    </message>
    <message>
        <source>has weights of a wrong shape ({name})</source>
        <translation>크기가 잘못된 가중치가 있습니다({name})</translation>
    </message>
    <message>
        <source>Styles</source>
        <translation>스타일</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>학습 데이터</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>한계</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>라이선스</translation>
    </message>
    <message>
        <source>is not a file; choose a .safetensors checkpoint</source>
        <translation>파일이 아닙니다. .safetensors 체크포인트를 고르세요</translation>
    </message>
    <message>
        <source>is larger than {size} MB; it is not one of ours</source>
        <translation>{size} MB보다 큽니다. BeatGen의 체크포인트가 아닙니다</translation>
    </message>
    <message>
        <source>was not made by BeatGen; choose a checkpoint from python -m train export</source>
        <translation>BeatGen에서 만든 파일이 아닙니다. python -m train export 명령으로 만든 체크포인트를 고르세요</translation>
    </message>
    <message>
        <source>is of format {version}, newer than this BeatGen knows; update BeatGen</source>
        <translation>이 BeatGen이 아는 것보다 새로운 형식({version})입니다. BeatGen을 업데이트하세요</translation>
    </message>
    <message>
        <source>is of format {version}, which was never released; export it again</source>
        <translation>공개된 적이 없는 형식({version})입니다. 다시 내보내세요</translation>
    </message>
    <message>
        <source>Held-out figures</source>
        <translation>학습에 쓰지 않은 비트로 잰 수치</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>학습</translation>
    </message>
    <message>
        <source>is not a BeatGen checkpoint, or is damaged; choose a .safetensors file</source>
        <translation>BeatGen 체크포인트가 아니거나 손상되었습니다. .safetensors 파일을 고르세요</translation>
    </message>
    <message>
        <source>can&apos;t be found; check the name with beatgen models</source>
        <translation>찾을 수 없습니다. beatgen models 명령으로 이름을 확인하세요</translation>
    </message>
    <message>
        <source>was trained for other drum voices; it can&apos;t be used here</source>
        <translation>다른 드럼 파트로 학습한 모델이라 여기에서 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>has damaged metadata; export it again with python -m train export</source>
        <translation>메타데이터가 손상되었습니다. python -m train export 명령으로 다시 내보내세요</translation>
    </message>
    <message>
        <source>none is installed</source>
        <translation>설치된 모델 없음</translation>
    </message>
    <message>
        <source>there is no model called {name}; the models are: {names}</source>
        <translation>{name} 모델이 없습니다. 있는 모델: {names}</translation>
    </message>
    <message>
        <source>a morph has two ends or four, not {count}</source>
        <translation>모핑의 끝은 둘이나 넷이어야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>a morph goes between beats of up to {most} bars, not {longest}</source>
        <translation>모핑은 {most}마디까지의 비트로 할 수 있는데 {longest}마디임</translation>
    </message>
    <message>
        <source>there must be {voices} places of voices, not {count}</source>
        <translation>파트별 위치가 {voices}개여야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>closeness {closeness} is not in 0..{highest:g}</source>
        <translation>충실도 {closeness}이(가) 0~{highest:g} 범위를 벗어남</translation>
    </message>
    <message>
        <source>place {place} is not in 0..1</source>
        <translation>위치 {place}이(가) 0~1 범위를 벗어남</translation>
    </message>
    <message>
        <source>a hit&apos;s velocity must be in 1..127</source>
        <translation>노트의 벨로시티가 1~127 범위를 벗어남</translation>
    </message>
    <message>
        <source>velocity must be [T, {voices}] with T a multiple of {steps}, not {shape}</source>
        <translation>벨로시티의 크기가 [T, {voices}](T는 {steps}의 배수)여야 하는데 {shape}임</translation>
    </message>
    <message>
        <source>velocity must hold whole numbers in 0..127</source>
        <translation>벨로시티는 0~127의 정수여야 함</translation>
    </message>
    <message>
        <source>offset must be finite and shaped {wanted}, not {shape}</source>
        <translation>타이밍은 유한한 값이고 크기가 {wanted}여야 함(지금은 {shape})</translation>
    </message>
    <message>
        <source>offset must lie in [-0.5, 0.5) steps</source>
        <translation>타이밍이 -0.5 이상 0.5 미만 스텝의 범위를 벗어남</translation>
    </message>
    <message>
        <source>a beat of {bars} bars</source>
        <translation>{bars}마디인 비트</translation>
    </message>
    <message>
        <source>a hit outside of the beat</source>
        <translation>비트를 벗어난 노트가 있음</translation>
    </message>
    <message>
        <source>The sound stopped unexpectedly; it is being started again.</source>
        <translation>소리가 예기치 않게 멈춰 다시 시작하고 있습니다.</translation>
    </message>
    <message>
        <source>The sound keeps stopping; choose another SoundFont, audio driver or MIDI port.</source>
        <translation>소리가 계속 멈춥니다. 다른 사운드폰트, 오디오 드라이버, MIDI 포트를 고르세요.</translation>
    </message>
    <message>
        <source>The sound can&apos;t be started; free some memory or restart the computer.</source>
        <translation>소리를 시작할 수 없습니다. 메모리를 확보하거나 컴퓨터를 다시 시작하세요.</translation>
    </message>
    <message>
        <source>Ableton Link isn&apos;t installed; add it with: pip install &quot;beatgen[link]&quot;</source>
        <translation>Ableton Link가 설치되어 있지 않습니다. 다음 명령으로 추가하세요: pip install &quot;beatgen[link]&quot;</translation>
    </message>
    <message>
        <source>this MIDI port is gone; plug the device in, start its program or choose another</source>
        <translation>MIDI 포트가 사라졌습니다. 기기를 연결하거나 해당 프로그램을 시작하거나 다른 포트를 고르세요</translation>
    </message>
    <message>
        <source>this MIDI port is gone, because JACK has stopped; start JACK again</source>
        <translation>JACK이 멈춰 MIDI 포트가 사라졌습니다. JACK을 다시 시작하세요</translation>
    </message>
    <message>
        <source>this MIDI port isn&apos;t there; plug the device in, start its program or choose another</source>
        <translation>MIDI 포트가 없습니다. 기기를 연결하거나 해당 프로그램을 시작하거나 다른 포트를 고르세요</translation>
    </message>
    <message>
        <source>the system&apos;s MIDI service doesn&apos;t answer; restart the computer</source>
        <translation>시스템의 MIDI 서비스가 응답하지 않습니다. 컴퓨터를 다시 시작하세요</translation>
    </message>
    <message>
        <source>there is no MIDI system: load ALSA&apos;s sequencer (sudo modprobe snd-seq) or start a JACK server</source>
        <translation>MIDI 시스템이 없습니다. ALSA 시퀀서를 불러오거나(sudo modprobe snd-seq) JACK 서버를 시작하세요</translation>
    </message>
    <message>
        <source>this MIDI port can&apos;t be opened; close the program that holds it</source>
        <translation>MIDI 포트를 열 수 없습니다. 포트를 쓰고 있는 프로그램을 닫으세요</translation>
    </message>
    <message>
        <source>Windows has no own MIDI ports: install loopMIDI, make a port in it and choose that one</source>
        <translation>Windows에는 자체 MIDI 포트가 없습니다. loopMIDI를 설치해 포트를 만들고 그 포트를 고르세요</translation>
    </message>
    <message>
        <source>the output doesn&apos;t open; choose another</source>
        <translation>출력이 열리지 않습니다. 다른 출력을 고르세요</translation>
    </message>
    <message>
        <source>the default SoundFont</source>
        <translation>기본 사운드폰트</translation>
    </message>
    <message>
        <source>this SoundFont made the synthesizer crash; choose another</source>
        <translation>이 사운드폰트 때문에 신시사이저가 비정상 종료되었습니다. 다른 사운드폰트를 고르세요</translation>
    </message>
    <message>
        <source>the synthesizer failed; free some memory, or install BeatGen anew</source>
        <translation>신시사이저에 오류가 났습니다. 메모리를 확보하거나 BeatGen을 다시 설치하세요</translation>
    </message>
    <message>
        <source>the synthesizer was ended from outside; free some memory and try again</source>
        <translation>신시사이저가 밖에서 종료되었습니다. 메모리를 확보한 뒤 다시 시도하세요</translation>
    </message>
    <message>
        <source>the synthesizer can&apos;t be started; free some memory</source>
        <translation>신시사이저를 시작할 수 없습니다. 메모리를 확보하세요</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>{name}: {sentence}.</source>
        <translation>{name}: {sentence}.</translation>
    </message>
    <message>
        <source>this device failed to open ({reason}); choose another</source>
        <translation>장치를 열지 못했습니다({reason}). 다른 장치를 고르세요</translation>
    </message>
    <message>
        <source>The sound came back.</source>
        <translation>소리가 다시 나옵니다.</translation>
    </message>
    <message>
        <source>FluidSynth can&apos;t load this SoundFont; choose another</source>
        <translation>FluidSynth가 이 사운드폰트를 불러올 수 없습니다. 다른 사운드폰트를 고르세요</translation>
    </message>
    <message>
        <source>this SoundFont has no drum kit; choose another</source>
        <translation>사운드폰트에 드럼 킷이 없습니다. 다른 사운드폰트를 고르세요</translation>
    </message>
    <message>
        <source>`sudo apt-get install libfluidsynth3` on Debian and Ubuntu, `sudo dnf install fluidsynth-libs` on Fedora, `sudo pacman -S fluidsynth` on Arch</source>
        <translation>Debian과 Ubuntu에서는 `sudo apt-get install libfluidsynth3`, Fedora에서는 `sudo dnf install fluidsynth-libs`, Arch에서는 `sudo pacman -S fluidsynth`</translation>
    </message>
    <message>
        <source>`choco install fluidsynth`, or unpack its download to C:\tools\fluidsynth</source>
        <translation>`choco install fluidsynth`, 또는 내려받은 것을 C:\tools\fluidsynth에 풀기</translation>
    </message>
    <message>
        <source>FluidSynth isn&apos;t on this computer; install it: {how}</source>
        <translation>이 컴퓨터에 FluidSynth가 없습니다. 설치하세요: {how}</translation>
    </message>
    <message>
        <source>the default SoundFont {name} is missing; choose an .sf2 or .sf3 file of your own</source>
        <translation>기본 사운드폰트 {name}이(가) 없습니다. 가지고 있는 .sf2나 .sf3 파일을 고르세요</translation>
    </message>
    <message>
        <source>this file is not a SoundFont; choose an .sf2 or .sf3 file</source>
        <translation>사운드폰트가 아닙니다. .sf2나 .sf3 파일을 고르세요</translation>
    </message>
    <message>
        <source>this SoundFont is larger than 1 GB; choose a smaller one</source>
        <translation>사운드폰트가 1 GB보다 큽니다. 더 작은 것을 고르세요</translation>
    </message>
    <message>
        <source>there is no such SoundFont file; choose another</source>
        <translation>사운드폰트 파일이 없습니다. 다른 파일을 고르세요</translation>
    </message>
    <message>
        <source>this SoundFont can&apos;t be read ({reason}); choose another</source>
        <translation>사운드폰트를 읽을 수 없습니다({reason}). 다른 사운드폰트를 고르세요</translation>
    </message>
    <message>
        <source>no audio output works (tried {drivers}); connect one or start the sound server</source>
        <translation>쓸 수 있는 오디오 출력이 없습니다(시도: {drivers}). 오디오 출력을 연결하거나 사운드 서버를 시작하세요</translation>
    </message>
    <message>
        <source>the audio output stopped; check the sound device or the sound server</source>
        <translation>오디오 출력이 멈췄습니다. 사운드 장치나 사운드 서버를 확인하세요</translation>
    </message>
    <message>
        <source>Your settings can&apos;t be read ({reason}: {path}); BeatGen starts anew and keeps them as {aside}.</source>
        <translation>설정을 읽을 수 없습니다({reason}: {path}). BeatGen을 기본 설정으로 시작하며, 원래 설정은 {aside} 파일로 남겨 둡니다.</translation>
    </message>
    <message>
        <source>Your settings can&apos;t be understood ({reason}); BeatGen starts anew and keeps them as {aside}.</source>
        <translation>설정의 내용을 알 수 없습니다({reason}). BeatGen을 기본 설정으로 시작하며, 원래 설정은 {aside} 파일로 남겨 둡니다.</translation>
    </message>
    <message>
        <source>a port has no name</source>
        <translation>이름 없는 포트가 있음</translation>
    </message>
    <message>
        <source>{key} are not all text</source>
        <translation>{key}에 텍스트가 아닌 값이 있음</translation>
    </message>
    <message>
        <source>settings can&apos;t be kept ({reason}); make room, or make the folder writable</source>
        <translation>설정을 저장할 수 없습니다({reason}). 공간을 확보하거나 폴더에 쓰기 권한을 주세요</translation>
    </message>
    <message>
        <source>the takes of a project need a number each</source>
        <translation>프로젝트의 테이크마다 서로 다른 번호가 있어야 함</translation>
    </message>
    <message>
        <source>the chain or an end names a take that there isn&apos;t</source>
        <translation>체인이나 모핑의 끝에 없는 테이크가 들어 있음</translation>
    </message>
    <message>
        <source>the disk is full; make room, or save somewhere else</source>
        <translation>디스크가 가득 찼습니다. 공간을 확보하거나 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>the disk takes no file of this size; save somewhere else</source>
        <translation>디스크에 이 크기의 파일을 저장할 수 없습니다. 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>the folder may not be written to; save somewhere else</source>
        <translation>폴더에 쓰기 권한이 없습니다. 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>the disk may only be read; save somewhere else</source>
        <translation>읽기 전용 디스크입니다. 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>the folder isn&apos;t there any more; save somewhere else</source>
        <translation>폴더가 더 이상 없습니다. 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>the name is too long; choose a shorter one</source>
        <translation>이름이 너무 깁니다. 더 짧은 이름을 고르세요</translation>
    </message>
    <message>
        <source>a folder has this name; choose another name</source>
        <translation>같은 이름의 폴더가 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>it was made by a newer BeatGen (project version {version}); update BeatGen to open it</source>
        <translation>더 새로운 BeatGen으로 만든 프로젝트입니다(프로젝트 버전 {version}). 열려면 BeatGen을 업데이트하세요</translation>
    </message>
    <message>
        <source>it would be too large; delete takes, or move some to another project</source>
        <translation>프로젝트가 너무 큽니다. 테이크를 삭제하거나 일부를 다른 프로젝트로 옮기세요</translation>
    </message>
    <message>
        <source>it can&apos;t be written ({reason}); save somewhere else</source>
        <translation>저장할 수 없습니다({reason}). 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>this is no BeatGen project; choose a .beatgen file</source>
        <translation>BeatGen 프로젝트가 아닙니다. .beatgen 파일을 고르세요</translation>
    </message>
    <message>
        <source>something else than a file has this name; choose another name</source>
        <translation>파일이 아닌 것이 이 이름을 쓰고 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>a newer BeatGen&apos;s project has this name; choose another name</source>
        <translation>더 새로운 BeatGen의 프로젝트가 이 이름을 쓰고 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>{problem}; delete takes, or move some to another project</source>
        <translation>{problem}. 테이크를 삭제하거나 일부를 다른 프로젝트로 옮기세요</translation>
    </message>
    <message>
        <source>what was written is damaged; the disk may be failing, save somewhere else</source>
        <translation>기록한 내용이 손상되었습니다. 디스크가 고장 났을 수 있으니 다른 곳에 저장하세요</translation>
    </message>
    <message>
        <source>no file can have this name; choose another</source>
        <translation>파일 이름으로 쓸 수 없습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>it is damaged ({problem}); open an earlier copy of it</source>
        <translation>손상되었습니다({problem}). 이전 사본을 여세요</translation>
    </message>
    <message>
        <source>there is no such file; it may have been moved or renamed</source>
        <translation>파일이 없습니다. 옮겼거나 이름을 바꿨을 수 있습니다</translation>
    </message>
    <message>
        <source>it can&apos;t be read ({reason}); check that you may read it</source>
        <translation>읽을 수 없습니다({reason}). 읽기 권한이 있는지 확인하세요</translation>
    </message>
    <message>
        <source>the note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>its chain has more than {most} bars</source>
        <translation>체인이 {most}마디를 넘음</translation>
    </message>
    <message>
        <source>the chain</source>
        <translation>체인</translation>
    </message>
    <message>
        <source>there must be {voices} places of voices</source>
        <translation>파트의 위치가 {voices}개 있어야 함</translation>
    </message>
    <message>
        <source>the path isn&apos;t one of points</source>
        <translation>경로가 점으로 되어 있지 않음</translation>
    </message>
    <message>
        <source>a density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source>there must be {voices} densities</source>
        <translation>밀도가 {voices}개 있어야 함</translation>
    </message>
    <message>
        <source>there is no beat in it</source>
        <translation>비트가 없음</translation>
    </message>
    <message>
        <source>the ends</source>
        <translation>모핑의 끝</translation>
    </message>
    <message>
        <source>the wishes</source>
        <translation>만들기 설정</translation>
    </message>
    <message>
        <source>the morph</source>
        <translation>모핑</translation>
    </message>
    <message>
        <source>the beat&apos;s take</source>
        <translation>비트의 테이크</translation>
    </message>
    <message>
        <source>the density</source>
        <translation>밀도</translation>
    </message>
    <message>
        <source>the mix</source>
        <translation>믹스</translation>
    </message>
    <message>
        <source>take {number}</source>
        <translation>테이크 {number}</translation>
    </message>
    <message>
        <source>the beat</source>
        <translation>비트</translation>
    </message>
    <message>
        <source>Recorded bar {bar}</source>
        <translation>녹음한 마디 {bar}</translation>
    </message>
    <message>
        <source>Recorded bars {first}-{last}</source>
        <translation>녹음한 마디 {first}-{last}</translation>
    </message>
    <message>
        <source>audio is written as .wav or .flac; choose a name that ends so</source>
        <translation>소리는 .wav나 .flac으로 저장합니다. 그렇게 끝나는 이름을 고르세요</translation>
    </message>
    <message>
        <source>this would last longer than {hours:g} hours; choose fewer loops</source>
        <translation>{hours:g}시간보다 길어집니다. 반복 횟수를 줄이세요</translation>
    </message>
    <message>
        <source>the library soundfile is missing; install BeatGen anew</source>
        <translation>soundfile 라이브러리가 없습니다. BeatGen을 다시 설치하세요</translation>
    </message>
    <message>
        <source>can&apos;t be written; see whether the disk is full</source>
        <translation>저장할 수 없습니다. 디스크가 가득 찼는지 확인하세요</translation>
    </message>
    <message>
        <source>holds {holds} of another format than {version}; update BeatGen, or make it again with {command}</source>
        <translation>{holds}의 형식이 버전 {version}이(가) 아닙니다. BeatGen을 업데이트하거나 {command} 명령으로 다시 만드세요</translation>
    </message>
    <message>
        <source>is no file of up to {size} MB; make it again</source>
        <translation>{size} MB 이하의 파일이 아닙니다. 다시 만드세요</translation>
    </message>
    <message>
        <source>is damaged; make it again with {command}</source>
        <translation>손상되었습니다. {command} 명령으로 다시 만드세요</translation>
    </message>
    <message>
        <source>What is no track was left out.</source>
        <translation>트랙이 아닌 부분을 제외했습니다.</translation>
    </message>
    <message>
        <source>is not a file; choose a .mid file</source>
        <translation>파일이 아닙니다. .mid 파일을 고르세요</translation>
    </message>
    <message>
        <source>is larger than {size} MB; choose a shorter MIDI file</source>
        <translation>{size} MB보다 큽니다. 더 짧은 MIDI 파일을 고르세요</translation>
    </message>
    <message>
        <source>The file says that it has {claimed:,} tracks, but holds {count:,}.</source>
        <translation>파일에는 트랙이 {claimed:,}개라고 적혀 있지만 실제로는 {count:,}개입니다.</translation>
    </message>
    <message>
        <source>is not a MIDI file; choose a .mid file</source>
        <translation>MIDI 파일이 아닙니다. .mid 파일을 고르세요</translation>
    </message>
    <message>
        <source>has a damaged header; export it again from the program that made it</source>
        <translation>헤더가 손상되었습니다. 만든 프로그램에서 다시 내보내세요</translation>
    </message>
    <message>
        <source>is a MIDI file of format {file_format}; export it as format 0 or 1</source>
        <translation>포맷 {file_format} MIDI 파일입니다. 포맷 0이나 1로 내보내세요</translation>
    </message>
    <message>
        <source>doesn&apos;t say how long a beat is; export it again from the program that made it</source>
        <translation>한 박의 길이가 적혀 있지 않습니다. 만든 프로그램에서 다시 내보내세요</translation>
    </message>
    <message>
        <source>counts time in film frames, not beats; export it with ticks per quarter note</source>
        <translation>시간을 박이 아니라 영상 프레임으로 셉니다. 4분음표당 틱 방식으로 내보내세요</translation>
    </message>
    <message>
        <source>The length of a track is wrong; it was read up to where the next one begins.</source>
        <translation>트랙의 길이가 잘못되어 있어 다음 트랙이 시작되는 곳까지 읽었습니다.</translation>
    </message>
    <message>
        <source>What comes after the end of a track was left out.</source>
        <translation>트랙이 끝난 뒤의 내용을 제외했습니다.</translation>
    </message>
    <message>
        <source>Track {number} is damaged; what came before the damage was kept.</source>
        <translation>트랙 {number}이(가) 손상되어 그 앞까지만 가져왔습니다.</translation>
    </message>
    <message>
        <source>can&apos;t be read ({reason}); check that it exists and may be read</source>
        <translation>읽을 수 없습니다({reason}). 파일이 있는지, 읽기 권한이 있는지 확인하세요</translation>
    </message>
    <message>
        <source>Only the first {most:,} tracks were read.</source>
        <translation>처음 {most:,}개 트랙만 읽었습니다.</translation>
    </message>
    <message>
        <source>The file ends in the middle of a track; what came before was kept.</source>
        <translation>파일이 트랙 중간에서 끝나 그 앞까지만 가져왔습니다.</translation>
    </message>
    <message>
        <source>{count:,} tracks ({listed}) are damaged; what came before the damage was kept.</source>
        <translation>트랙 {count:,}개({listed})가 손상되어 그 앞까지만 가져왔습니다.</translation>
    </message>
    <message>
        <source>A tempo that can&apos;t be was left out.</source>
        <translation>있을 수 없는 템포를 제외했습니다.</translation>
    </message>
    <message>
        <source>A time signature that can&apos;t be was left out.</source>
        <translation>있을 수 없는 박자표를 제외했습니다.</translation>
    </message>
    <message>
        <source>Only the first {most:,} tempi were read.</source>
        <translation>처음 {most:,}개 템포만 읽었습니다.</translation>
    </message>
    <message>
        <source>Only the first {most:,} time signatures were read.</source>
        <translation>처음 {most:,}개 박자표만 읽었습니다.</translation>
    </message>
    <message>
        <source>What comes after tick {tick:,} was left out.</source>
        <translation>{tick:,}틱 뒤의 내용을 제외했습니다.</translation>
    </message>
    <message>
        <source>Only the first {most:,} notes were read.</source>
        <translation>처음 {most:,}개 노트만 읽었습니다.</translation>
    </message>
    <message>
        <source>a map</source>
        <translation>지도</translation>
    </message>
    <message>
        <source>is the map of another model; make it again with python -m train map</source>
        <translation>다른 모델의 지도입니다. python -m train map 명령으로 다시 만드세요</translation>
    </message>
    <message>
        <source>can&apos;t be read; check its permissions</source>
        <translation>읽을 수 없습니다. 권한을 확인하세요</translation>
    </message>
    <message>
        <source>the number of beats must be in 1..{highest}, not {count}</source>
        <translation>비트의 수 {count}이(가) 1~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>temperature {temperature} is not in 0..{highest:g}</source>
        <translation>온도 {temperature}이(가) 0~{highest:g} 범위를 벗어남</translation>
    </message>
    <message>
        <source>the length must be in 1..{most} bars, not {bars}</source>
        <translation>길이 {bars}마디가 1~{most}마디 범위를 벗어남</translation>
    </message>
    <message>
        <source>there must be {voices} densities of voices, not {count}</source>
        <translation>파트별 밀도가 {voices}개여야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>a {task} beat starts from no other</source>
        <translation>{task} 작업은 다른 비트를 바탕으로 하지 않음</translation>
    </message>
    <message>
        <source>there must be a beat to {task}</source>
        <translation>{task} 작업에는 바탕이 될 비트가 있어야 함</translation>
    </message>
    <message>
        <source>a beat to start from must be in 1..{most} bars, not {bars}</source>
        <translation>바탕이 되는 비트의 길이 {bars}마디가 1~{most}마디 범위를 벗어남</translation>
    </message>
    <message>
        <source>a morph needs beats to go between, and nothing else does</source>
        <translation>모핑에는 양 끝의 비트가 있어야 하고, 다른 작업에는 없어야 함</translation>
    </message>
    <message>
        <source>a morph has at least its two ends, not {count} beats</source>
        <translation>모핑에는 적어도 양 끝의 비트 2개가 있어야 하는데 {count}개임</translation>
    </message>
    <message>
        <source>a morph of {count} beats can&apos;t have {places} places</source>
        <translation>비트 {count}개인 모핑의 위치가 {places}개일 수 없음</translation>
    </message>
    <message>
        <source>a morph keeps no cells, and its length and density are those of its ends</source>
        <translation>모핑에는 잠긴 칸이 없어야 하며, 길이와 밀도는 양 끝을 따라야 함</translation>
    </message>
    <message>
        <source>a morph is played as its ends are</source>
        <translation>모핑은 양 끝의 연주를 따라야 함</translation>
    </message>
    <message>
        <source>only new beats are made to a tapped rhythm</source>
        <translation>탭한 리듬으로는 새 비트만 만들 수 있음</translation>
    </message>
    <message>
        <source>a beat of {subject} bars can&apos;t keep cells of {locked}</source>
        <translation>{subject}마디 비트에서 {locked}마디의 잠긴 칸을 지킬 수 없음</translation>
    </message>
    <message>
        <source>beats of {bars} bars can&apos;t keep cells of {locked}</source>
        <translation>{bars}마디 비트에서 {locked}마디의 잠긴 칸을 지킬 수 없음</translation>
    </message>
    <message>
        <source>a beat of {subject} bars can&apos;t be made into one of {bars}</source>
        <translation>{subject}마디 비트로 {bars}마디 비트를 만들 수 없음</translation>
    </message>
    <message>
        <source>beat {index} is not among the {count} asked for</source>
        <translation>요청한 비트 {count}개 중에 {index}번 비트가 없음</translation>
    </message>
    <message>
        <source>z must be finite</source>
        <translation>z에 유한하지 않은 값이 있음</translation>
    </message>
    <message>
        <source>density {density} is not in -{most:g}..{most:g}</source>
        <translation>밀도 {density}이(가) -{most:g}~{most:g} 범위를 벗어남</translation>
    </message>
    <message>
        <source>a rhythm of {tapped} bars can&apos;t be made into beats of {bars}</source>
        <translation>{tapped}마디 리듬으로 {bars}마디 비트를 만들 수 없음</translation>
    </message>
    <message>
        <source>not a recipe: {reason}</source>
        <translation>레시피가 아님: {reason}</translation>
    </message>
    <message>
        <source>its hits can&apos;t be</source>
        <translation>있을 수 없는 노트가 있음</translation>
    </message>
    <message>
        <source>the feel</source>
        <translation>연주감</translation>
    </message>
    <message>
        <source>the {name}</source>
        <translation>{name} 항목</translation>
    </message>
    <message>
        <source>the number of bars</source>
        <translation>마디 수</translation>
    </message>
    <message>
        <source>{hit} is no hit</source>
        <translation>{hit}은(는) 노트가 아님</translation>
    </message>
    <message>
        <source>the hit {hit} can&apos;t be</source>
        <translation>노트 {hit}의 값이 범위를 벗어남</translation>
    </message>
    <message>
        <source>z is too long</source>
        <translation>z가 너무 긺</translation>
    </message>
    <message>
        <source>a take&apos;s number</source>
        <translation>테이크의 번호</translation>
    </message>
    <message>
        <source>the amounts</source>
        <translation>적용량</translation>
    </message>
    <message>
        <source>the feel isn&apos;t as long as its beat</source>
        <translation>연주감의 길이가 비트와 다름</translation>
    </message>
    <message>
        <source>the playing</source>
        <translation>연주 설정</translation>
    </message>
    <message>
        <source>its taps aren&apos;t numbers</source>
        <translation>탭한 노트가 숫자가 아님</translation>
    </message>
    <message>
        <source>there are more hits than {bars} bars can hold</source>
        <translation>{bars}마디에 들어갈 수 있는 것보다 노트가 많음</translation>
    </message>
    <message>
        <source>it has more than {most} takes</source>
        <translation>테이크가 {most}개를 넘음</translation>
    </message>
    <message>
        <source>a beat of {bars} bars is longer than {most}</source>
        <translation>{bars}마디 비트가 {most}마디를 넘음</translation>
    </message>
    <message>
        <source>its takes have more than {most} bars</source>
        <translation>테이크의 마디 수가 모두 {most}마디를 넘음</translation>
    </message>
    <message>
        <source>its takes have too long a z</source>
        <translation>테이크의 z가 너무 긺</translation>
    </message>
    <message>
        <source>its takes were made to more than {most} taps</source>
        <translation>테이크를 만든 탭이 모두 {most}개를 넘음</translation>
    </message>
    <message>
        <source>the manner</source>
        <translation>연주 방식</translation>
    </message>
    <message>
        <source>a morph</source>
        <translation>모핑</translation>
    </message>
    <message>
        <source>the taps</source>
        <translation>탭한 리듬</translation>
    </message>
    <message>
        <source>a recipe</source>
        <translation>레시피</translation>
    </message>
    <message>
        <source>voice {voice} is not in 0..{highest}</source>
        <translation>파트 번호 {voice}이(가) 0~{highest} 범위를 벗어남</translation>
    </message>
    <message>
        <source>velocity {velocity} is not in 1..127</source>
        <translation>벨로시티 {velocity}이(가) 1~127 범위를 벗어남</translation>
    </message>
    <message>
        <source>offset {offset} is not in [-0.5, 0.5) steps</source>
        <translation>타이밍 {offset}이(가) -0.5 이상 0.5 미만 스텝의 범위를 벗어남</translation>
    </message>
    <message>
        <source>a tapped rhythm has 1..{most} bars, not {bars}</source>
        <translation>탭한 리듬의 길이 {bars}마디가 1~{most}마디 범위를 벗어남</translation>
    </message>
    <message>
        <source>a tapped rhythm has at least one hit</source>
        <translation>탭한 리듬에 노트가 없음</translation>
    </message>
    <message>
        <source>tapped hits must be in order of step and voice, one a cell</source>
        <translation>탭한 노트는 스텝과 파트 순서로, 칸마다 하나여야 함</translation>
    </message>
    <message>
        <source>a tapped hit is outside of {bars} bars</source>
        <translation>탭한 노트가 {bars}마디를 벗어남</translation>
    </message>
    <message>
        <source>there is no drum map called {name}; the maps are: {names}</source>
        <translation>{name} 드럼 맵이 없습니다. 있는 드럼 맵: {names}</translation>
    </message>
    <message>
        <source>there is a drum map of this name already; choose another</source>
        <translation>같은 이름의 드럼 맵이 이미 있습니다. 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>is no drum map of your own, so it can&apos;t be removed</source>
        <translation>직접 만든 드럼 맵이 아니므로 삭제할 수 없습니다</translation>
    </message>
    <message>
        <source>that can&apos;t be a drum map&apos;s name ({reason}); choose another</source>
        <translation>드럼 맵의 이름으로 쓸 수 없습니다({reason}). 다른 이름을 고르세요</translation>
    </message>
    <message>
        <source>can&apos;t be written ({reason}); make room, or make the folder writable</source>
        <translation>저장할 수 없습니다({reason}). 공간을 확보하거나 폴더에 쓰기 권한을 주세요</translation>
    </message>
    <message>
        <source>can&apos;t be removed ({reason}); make the folder writable</source>
        <translation>삭제할 수 없습니다({reason}). 폴더에 쓰기 권한을 주세요</translation>
    </message>
    <message>
        <source>can&apos;t be read ({reason}); check that it may be</source>
        <translation>읽을 수 없습니다({reason}). 읽기 권한이 있는지 확인하세요</translation>
    </message>
    <message>
        <source>is not a drum map ({reason}); mend or remove it</source>
        <translation>드럼 맵이 아닙니다({reason}). 고치거나 삭제하세요</translation>
    </message>
    <message>
        <source>{path}: has the name of another drum map, {name}; give it one of its own</source>
        <translation>{path}: 다른 드럼 맵과 이름({name})이 같습니다. 다른 이름을 붙이세요</translation>
    </message>
    <message>
        <source>{path}: {sentence}</source>
        <translation>{path}: {sentence}</translation>
    </message>
</context>
</TS>
