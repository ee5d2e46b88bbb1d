"""What rehearsals say in Korean."""

from __future__ import annotations

REHEARSAL: dict[str, str] = {
    # kinds of crossings, their number, and what a split does to them
    "crossing.transaction": "트랜잭션",
    "crossing.transaction.one": "트랜잭션 1곳",
    "crossing.transaction.many": "트랜잭션 {number:,}곳",
    "breaks.transaction": "더 이상 원자적이지 않음",
    "crossing.lock": "잠금",
    "crossing.lock.one": "잠금 1곳",
    "crossing.lock.many": "잠금 {number:,}곳",
    "breaks.lock": "보장을 잃음",
    "crossing.constraint": "제약",
    "crossing.constraint.one": "제약 1곳",
    "crossing.constraint.many": "제약 {number:,}곳",
    "breaks.constraint": "보장을 잃음",
    "crossing.join": "조인",
    "crossing.join.one": "조인 1곳",
    "crossing.join.many": "조인 {number:,}곳",
    "breaks.join": "실패함",
    "crossing.subquery": "서브쿼리",
    "crossing.subquery.one": "서브쿼리 1곳",
    "crossing.subquery.many": "서브쿼리 {number:,}곳",
    "breaks.subquery": "실패함",
    "crossing.write": "쓰기",
    "crossing.write.one": "쓰기 1곳",
    "crossing.write.many": "쓰기 {number:,}곳",
    "breaks.write": "호출이나 이벤트가 필요함",
    "crossing.read": "읽기",
    "crossing.read.one": "읽기 1곳",
    "crossing.read.many": "읽기 {number:,}곳",
    "breaks.read": "호출이 필요함",
    "crossing.hop": "관계 접근",
    "crossing.hop.one": "관계 접근 1곳",
    "crossing.hop.many": "관계 접근 {number:,}곳",
    "breaks.hop": "호출로 바뀌며, 흔히 행마다 한 번씩",
    "crossing.cascade": "연쇄 삭제",
    "crossing.cascade.one": "연쇄 삭제 1곳",
    "crossing.cascade.many": "연쇄 삭제 {number:,}곳",
    "breaks.cascade": "이벤트와 정책이 필요함",
    "crossing.call": "호출",
    "crossing.call.one": "호출 1곳",
    "crossing.call.many": "호출 {number:,}곳",
    "breaks.call": "파사드가 필요함",
    "crossing.signal": "시그널",
    "crossing.signal.one": "시그널 1곳",
    "crossing.signal.many": "시그널 {number:,}곳",
    "breaks.signal": "이벤트가 필요함",
    "crossing.task": "태스크",
    "crossing.task.one": "태스크 1곳",
    "crossing.task.many": "태스크 {number:,}곳",
    "breaks.task": "파사드나 이벤트가 필요함",
    "crossing.template": "템플릿",
    "crossing.template.one": "템플릿 1곳",
    "crossing.template.many": "템플릿 {number:,}곳",
    "breaks.template": "애그리게이터가 필요함",
    "crossing.url": "URL",
    "crossing.url.one": "URL 1곳",
    "crossing.url.many": "URL {number:,}곳",
    "breaks.url": "애그리게이터가 필요함",
    "breaks.unknown": "이 버전이 모르는 종류",
    "argument.plain": "단순 값",
    "argument.instance": "모델 인스턴스",
    "argument.queryset": "쿼리셋",
    "argument.request": "request 객체",
    "argument.file": "열린 파일",
    "argument.callable": "호출 가능한 객체",
    "argument.object": "객체",
    "argument.other": "그 밖의 객체",
    # one crossing
    "rehearse.times.one": "1회",
    "rehearse.times.many": "{number:,}회",
    "rehearse.tests.one": "테스트 1개",
    "rehearse.tests.many": "테스트 {number:,}개",
    "rehearse.ran": "{tests}에서 {times}",
    "rehearse.loop": "반복문 안, 행마다 쿼리 한 번",
    "rehearse.takes": "인자로 {kinds}",
    "rehearse.gives": "결과로 {kinds}",
    "rehearse.known.here": "소스에서 {kind}로 읽음",
    "rehearse.known": "{place}의 {kind}에 해당",
    "rehearse.unread": "소스에서 읽지 못함",
    "rehearse.package": "설치된 패키지의 테이블은 나머지 쪽에 남음",
    # the report
    "rehearse.sites.one": "경계를 넘는 자리 1곳",
    "rehearse.sites.many": "경계를 넘는 자리 {number:,}곳",
    "rehearse.sites.kinds": "{sites} ({kinds})",
    "rehearse.summary": "{domain}: {sites}",
    "rehearse.unreached": "어떤 테스트도 닿지 않은 참조",
    "rehearse.edge.one": (
        "{domain}의 경계를 넘는 참조 중 실행으로 드러나는 것은 1개이고, 테스트는 {reached:,}개에 닿았습니다({percent})."
    ),
    "rehearse.edge.many": (
        "{domain}의 경계를 넘는 참조 중 실행으로 드러나는 것은 {number:,}개이고, 테스트는 {reached:,}개에 "
        "닿았습니다({percent})."
    ),
    "rehearse.edge.lines.one": (
        "코드에는 {domain}의 경계를 넘는 참조가 1개 있고, 테스트는 그중 {reached:,}개의 줄을 실행했습니다({percent})."
    ),
    "rehearse.edge.lines.many": (
        "코드에는 {domain}의 경계를 넘는 참조가 {number:,}개 있고, 테스트는 그중 {reached:,}개의 줄을 "
        "실행했습니다({percent})."
    ),
    "rehearse.edge.none": "지도에서 {domain}의 경계를 넘는 참조는 없습니다.",
    # what changes the meaning of the figures
    "rehearse.note.failed": "명령이 끝났습니다(종료 코드 {number}). 그때까지 본 것만 집계했습니다.",
    "rehearse.note.no_tests": "실행된 테스트가 없어 수치에 의미가 없습니다.",
    "rehearse.note.unnamed_tests": (
        "테스트 이름을 알 수 없습니다. pytest도 Django 러너도 아니어서 어느 테스트에서 나왔는지 표시하지 못합니다."
    ),
    "rehearse.note.unfinished.one": (
        "프로세스 1개가 정상 종료되지 않았습니다(충돌, 강제 종료, 중단). 그때까지 기록한 것만 집계했습니다."
    ),
    "rehearse.note.unfinished.many": (
        "프로세스 {number:,}개가 정상 종료되지 않았습니다(충돌, 강제 종료, 중단). 그때까지 기록한 것만 집계했습니다."
    ),
    "rehearse.note.version": (
        "버전 {text} 형식의 기록은 읽을 수 없습니다. anabranch와 anabranch-django의 릴리스를 맞추세요."
    ),
    "rehearse.note.unreadable": "기록 {text} 파일을 읽을 수 없어 제외했습니다.",
    "rehearse.note.cut": "기록 {text} 파일이 중간에 끊겼습니다. 그 앞까지만 집계했습니다.",
    "rehearse.note.dropped.one": "한 프로세스에서 본 것이 너무 많아 1곳을 버렸습니다.",
    "rehearse.note.dropped.many": "한 프로세스에서 본 것이 너무 많아 {number:,}곳을 버렸습니다.",
    "rehearse.note.library": "{text}",
    "rehearse.note.no_tables": "이 도메인에는 자체 테이블이 없어, 코드만 경계를 넘을 수 있습니다.",
    "rehearse.note.ready.one": "단순 값만 주고받는 호출 1곳은 집계하지 않았습니다. 포트로 바꿀 수 있습니다.",
    "rehearse.note.ready.many": "단순 값만 주고받는 호출 {number:,}곳은 집계하지 않았습니다. 포트로 바꿀 수 있습니다.",
    "rehearse.note.in_tests.one": "테스트 코드에만 있는 1곳은 집계하지 않았습니다. 그 테스트는 바꿔야 합니다.",
    "rehearse.note.in_tests.many": (
        "테스트 코드에만 있는 {number:,}곳은 집계하지 않았습니다. 그 테스트들은 바꿔야 합니다."
    ),
    "rehearse.note.in_base.one": "베이스, 셸, 포트의 코드를 쓰는 1곳은 집계하지 않았습니다. 모든 프로세스에 있습니다.",
    "rehearse.note.in_base.many": "베이스, 셸, 포트의 코드를 쓰는 {number:,}곳은 집계하지 않았습니다. "
    "모든 프로세스에 있습니다.",
    # the debt file of a domain
    "rehearse.debt.written": "{file}에 기록함",
    "rehearse.debt.accepted": "{file}에 수용함",
    "rehearse.debt.missing": "부채 파일 {file} 없음: CI 밖에서 --debt로 한 번 실행해 커밋하세요",
    "rehearse.debt.fewer": "부채 파일보다 {number:,}곳 적음",
    "rehearse.debt.more": "부채 파일보다 {number:,}곳 많음",
    "rehearse.debt.same": "부채 파일과 같음",
    "rehearse.debt.grew": (
        "{importer} → {imported}: 넘어가는 자리가 늘었습니다. 허용 {allowed:,}곳, 발견 {found:,}곳."
    ),
    "rehearse.debt.shrunk": "{file} 파일을 발견한 만큼으로 줄였습니다. 커밋하세요.",
    "rehearse.debt.kept": "{file} 파일을 줄일 수 있습니다. CI 밖에서 --debt로 리허설하면 파일을 다시 씁니다.",
    "rehearse.debt.part": "테스트가 실패했거나 파일을 쓸 때보다 적게 실행되어 {file} 파일을 그대로 두었습니다.",
    # what went wrong
    "rehearse.no_command": "테스트를 실행할 명령을 대시 두 개 뒤에 적으세요: anabranch rehearse DOMAIN -- pytest",
    "rehearse.no_program": "{program} 프로그램이 없습니다. 대시 두 개 뒤에 테스트를 실행할 명령을 적으세요.",
    "rehearse.not_started": "{program}: 시작할 수 없습니다({reason}).",
    "rehearse.ended": "명령이 끝났지만(종료 코드 {code}) 기록된 것이 없습니다.",
    "rehearse.no_record.version": (
        "버전 {version} 형식의 기록은 읽을 수 없습니다. anabranch와 anabranch-django의 릴리스를 맞추세요."
    ),
    "rehearse.no_record.unreadable": "기록 {file} 파일을 읽을 수 없습니다.",
    "rehearse.no_record.django": "{python}에 Django가 없습니다. 프로젝트의 가상 환경에서 실행하세요.",
    "rehearse.no_record.library": (
        "{python}에 anabranch-django가 없습니다. 프로젝트의 Django가 있는 그 환경에 설치하세요."
    ),
    "rehearse.no_record.silent": (
        "Django와 anabranch-django는 설치되어 있지만 {program}의 어떤 프로세스도 Django 초기화를 마치지 못했습니다. "
        "그 전에 실패했거나, 테스트를 실행하는 명령이 아닙니다."
    ),
    "rehearse.no_record.unknown": (
        "{program} 명령이 테스트에 쓰는 Python에 anabranch-django를 설치하세요. 컨테이너라면 anabranch도 그 "
        "안에서 실행하세요."
    ),
    # observations and recall
    "observe.no_command": (
        "테스트를 실행할 명령을 대시 두 개 뒤에 적거나 --recall을 쓰세요: anabranch observe -- pytest"
    ),
    "observe.summary": "{tests}에서 도메인 {pairs:,}쌍 사이 {sites}, {file}에 저장함",
    "observe.missed": "실행되었지만 읽지 못함",
    "observe.all": "전체",
    "observe.meaning": (
        "실행 중에 만난 심볼 쌍입니다. '읽음'은 지도에 확실하거나 추론된 참조가 바로 그 자리, 곧 그 줄, 함수, "
        "클래스 또는 그 클래스가 상속한 코드에 있는 쌍입니다. '다른 곳'은 쿼리셋이 실행된 곳이 아니라 만들어진 "
        "곳에 참조가 있는 쌍, '반대 방향'은 베이스가 넘겨받은 것을 호출할 때처럼 참조가 거꾸로 있는 쌍입니다. "
        "'확인 못 함'은 anabranch unseen이 보여 주는 자리입니다."
    ),
    "observe.not_run.one": "실행으로 드러날 수 있지만 실행되지 않은 참조가 1개 있습니다.",
    "observe.not_run.many": "실행으로 드러날 수 있지만 실행되지 않은 참조가 {number:,}개 있습니다.",
    "observe.sample.one": "실행되지 않은 참조 중 무작위 1개",
    "observe.sample.many": "실행되지 않은 참조 중 무작위 {number:,}개",
    "column.kind": "종류",
    "column.ran": "실행됨",
    "column.read": "읽음",
    "column.share": "비율",
    "column.elsewhere": "다른 곳",
    "column.inverted": "반대 방향",
    "column.likely": "추정",
    "column.unseen": "확인 못 함",
    "column.missed": "놓침",
    "problem.rehearse.parts": "{domain} 도메인은 앱의 일부 모듈이나 모델로 이루어져 있는데, "
    "리허설은 폴더로 도메인을 구별합니다. 앱 전체로 된 도메인을 지정하세요.",
}
