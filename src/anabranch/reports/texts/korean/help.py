"""What the help of the commands says in English, in Korean."""

from __future__ import annotations

HELP = {
    # of all commands
    "Usage:": "사용법:",
    "Options": "옵션",
    "Examples:": "예:",
    "[required]": "[필수]",
    "Show this message and exit.": "이 도움말을 보여 줍니다.",
    "Show the version and leave.": "버전을 보여 줍니다.",
    "Folder of the repository [.]": "저장소 폴더 [.]",
    "How the result is written [as FILE ends, else text]": "출력 형식 [FILE의 확장자, 없으면 text]",
    "How the result is written [as FILE ends, else markdown]": "출력 형식 [FILE의 확장자, 없으면 markdown]",
    "Write to a file instead of standard output.": "표준 출력 대신 파일에 씁니다.",
    "Write to this file, to standard output where it is - [anabranch.html]": "쓸 파일, -이면 표준 출력 "
    "[anabranch.html]",
    "English or Korean [from the locale]": "영어 또는 한국어 [로캘에 따름]",
    "Read every file again, and keep nothing.": "모든 파일을 다시 읽고 캐시를 남기지 않습니다.",
    "Include test code, which is left out by default.": "기본으로 빼는 테스트 코드도 읽습니다.",
    # the tool
    "Show what a Django project really references, without importing or starting it.": "Django 프로젝트가 실제로 "
    "무엇을 참조하는지, 임포트하거나 실행하지 않고 보여 줍니다.",
    "To see": "살펴보기",
    "To keep the order": "순서 지키기",
    "To take a domain out": "도메인 떼어 내기",
    "what a project references, what is tangled, what can be freed": "프로젝트의 참조, 순환, 분리할 수 있는 것",
    "every reference from one part to another": "한 부분에서 다른 부분으로 가는 모든 참조",
    "what is in the way of freeing a unit": "유닛의 분리를 막는 것",
    "what a unit defines, offers and uses; without a name all units": "유닛이 정의하고 제공하고 쓰는 것. 이름이 "
    "없으면 모든 유닛",
    "the map as one HTML file: order, arrows, matrix, what if": "HTML 파일 하나로 된 지도: 순서, 화살표, 행렬, "
    "가정해 보기",
    "what could not be resolved, by reason": "확인하지 못한 것, 이유별로",
    "the map of past commits as a trend, and what changed together": "지난 커밋들의 지도로 본 추세와 함께 바뀐 것",
    "write the order down as a rule file, and today's findings as debt": "순서는 규칙 파일로, 지금의 위반은 부채로 "
    "기록",
    "hold the code against the rule file; debt only shrinks": "규칙 파일대로인지 검사. 부채는 줄기만 함",
    "what a branch adds and removes between domains, as a Markdown comment": "브랜치가 도메인 사이에 더하고 뺀 것, "
    "Markdown 댓글로",
    "the findings that are accepted for now": "지금은 받아들인 위반들",
    "accept references by design, with a reason": "설계상 옳은 참조를 이유와 함께 허용",
    "contracts of import-linter and tach as rules": "import-linter와 tach의 계약을 규칙으로 가져오기",
    "the tests that a change can reach": "변경의 영향을 받는 테스트",
    "which domain to free first, and the steps that free one": "먼저 분리할 도메인과 분리하는 단계",
    "what cuts, moves, merges or another order would come to": "끊기, 옮기기, 합치기, 다른 순서의 결과를 미리 보기",
    "should we split, and what first: one page of this repository's own numbers": "나눠야 하는가, 무엇부터인가: 이 "
    "저장소의 수치로 쓴 한 페이지",
    "run the tests as if a domain had left: what would break": "도메인이 떠난 것처럼 테스트를 실행해 무엇이 깨질지 "
    "확인",
    "run the tests and keep what crossed any edge; the recall of the map": "테스트를 실행해 경계를 넘은 것을 기록, "
    "지도의 재현율 측정",
    "the first look, in the folder of a repository": "첫 화면, 저장소 폴더에서",
    "every line by which orders depends on catalog": "orders가 catalog에 의존하는 모든 줄",
    "what to cut so that no circle goes through orders": "orders를 순환에서 분리하려면 끊을 것",
    "who uses what of a model": "누가 모델의 무엇을 쓰는지",
    "what the map does not know, and why": "지도가 모르는 것과 그 이유",
    "Completion, in the file that your shell reads first:": "자동 완성, 셸 시작 파일에 추가:",
    # map
    "Show what the project in PATH references, what is tangled, and what can be freed.": "PATH에 있는 프로젝트의 "
    "참조, 순환, 분리할 수 있는 것을 보여 줍니다.",
    "PATH is a repository, the folder of manage.py, or a package; the current folder by default.": "PATH는 저장소, "
    "manage.py가 있는 폴더, 또는 패키지입니다. 기본은 현재 폴더입니다.",
    "What is compared [app; json: all]": "비교하는 수준 [app; json은 모두]",
    "Only references of this class.": "이 분류의 참조만.",
    "Only references of this kind: relation, lookup, url …": "이 종류의 참조만: relation, lookup, url …",
    "Only references of this certainty.": "이 확실성의 참조만.",
    "Add what ran, as anabranch observe kept it.": "anabranch observe가 기록한 실행 결과를 더합니다.",
    "svg: arrows that do not touch X are pale.": "svg: X에 닿지 않는 화살표를 흐리게.",
    # why, free, unit, unseen
    "Show every reference from A to B, by kind and symbol, with its line of source.": "A에서 B로 가는 모든 참조를 "
    "종류와 심볼별로, 소스 줄과 함께 보여 줍니다.",
    "A and B are domains, apps, packages, modules, models or classes; the end of a dotted name is enough.": "A와 B는 "
    "도메인, 앱, 패키지, 모듈, 모델, 클래스입니다. 점으로 이은 이름의 끝부분만 적어도 됩니다.",
    "Where A does not refer to B, show the shortest chain.": "A가 B를 직접 참조하지 않으면 가장 짧은 경로를 보여 "
    "줍니다.",
    "Show the fewest ties to cut so that no circle goes through X, migrations first, with lines and remedies.": "X를 "
    "순환에서 분리하려면 끊어야 할 최소한의 결합을 위치와 해결책까지 보여 줍니다. 마이그레이션을 먼저 줄입니다.",
    "X is a domain, an app, a package or a module.": "X는 도메인, 앱, 패키지, 모듈입니다.",
    "Cut as few ties as can be, even where more of them are migrations.": "마이그레이션이 늘더라도 끊을 결합 수를 "
    "가장 적게 합니다.",
    "Show what X defines, what others use of it, and what it uses; without X all units, the most tangled "
    "first.": "X가 정의하는 것, 외부에서 쓰는 것, X가 쓰는 것을 보여 줍니다. X가 없으면 모든 유닛을 가장 얽힌 것부터 "
    "보여 줍니다.",
    "X is a domain, an app, a package, a module, a model or a class. Of models it shows how fat they are.": "X는 "
    "도메인, 앱, 패키지, 모듈, 모델, 클래스입니다. 모델이면 얼마나 비대한지도 보여 줍니다.",
    "Show every place that could not be resolved, by reason, and every file that could not be read.": "참조 대상을 "
    "확인하지 못한 모든 곳을 이유별로, 읽지 못한 파일과 함께 보여 줍니다.",
    # page
    "Write the map of the project in PATH as one HTML file that works offline: anabranch.html, or FILE.": "PATH에 "
    "있는 프로젝트의 지도를 오프라인에서 열리는 HTML 파일 하나로 씁니다(anabranch.html 또는 FILE).",
    "It shows the order and what runs against it, opens every arrow down to its lines, and answers what-if "
    "questions.": "순서와 이를 거스르는 것을 보여 주고, 화살표를 코드 줄까지 펼치며, 바꿔 보면 어떻게 되는지 바로 "
    "계산합니다.",
    "Open the file in the browser.": "브라우저에서 파일을 엽니다.",
    "Which references are shown with their line of source [upward]": "소스 줄까지 보여 줄 참조 [upward]",
    "Plot the plan of a large tangle too, and what git tells of the past.": "큰 순환의 계획과 git 이력도 그래프로 "
    "그립니다.",
    "How far back --plots asks git: 90d, 12w, 18m, 2y [2y]": "--plots가 git에서 볼 기간: 90d, 12w, 18m, 2y [2y]",
    "with the plan's staircase and what git tells of the past": "계획의 계단 그래프와 git 이력까지",
    # history
    "Read past commits from git's objects and show what became of tangle, upward ties and references.": "지난 커밋을 "
    "git에서 읽어 순환, 역방향 결합, 참조가 어떻게 바뀌었는지 보여 줍니다.",
    "Beside it: which domains change together, with and without a reference between them.": "서로 참조가 있거나 없는 "
    "도메인 가운데 무엇이 함께 바뀌는지도 보여 줍니다.",
    "How far back: 90d, 12w, 18m, 2y [2y]": "볼 기간: 90d, 12w, 18m, 2y [2y]",
    "How far apart the points are [month]": "시점의 간격 [month]",
    "Follow the N largest moves down to single commits [0]": "가장 크게 바뀐 N곳을 커밋 하나까지 좁힙니다 [0]",
    "Open the numbers of a point (2026-03, or a commit) or of two domains (a,b).": "시점(2026-03 또는 커밋)이나 두 "
    "도메인(a,b)의 숫자를 펼칩니다.",
    "down to the commits that moved it most": "가장 크게 바꾼 커밋까지",
    "every line behind the numbers of a point": "한 시점의 숫자에 든 모든 줄",
    # init
    "Write anabranch.toml with the order that the code already follows, and today's findings as debt.": "코드가 이미 "
    "따르는 순서를 anabranch.toml에, 지금의 위반을 부채로 기록합니다.",
    "A second run keeps what you changed: it corrects the counts, and adds apps that are new. With --anchor it also "
    "writes domains: what belongs to a model, module or app that you name, as far as references tell.": "다시 "
    "실행하면 직접 고친 것은 그대로 두고 개수를 바로잡고 새 앱을 더합니다. --anchor를 쓰면 지정한 모델, 모듈, 앱에 "
    "속하는 것을 참조로 판단해 도메인도 씁니다.",
    "Group apps, or modules and models of a large app, around this one; repeatable.": "앱, 또는 큰 앱의 모듈과 "
    "모델을 이 기준점으로 묶습니다. 여러 번 쓸 수 있습니다.",
    # check
    "Hold the code against the order of anabranch.toml.": "코드가 anabranch.toml의 순서를 지키는지 검사합니다.",
    "Fails (exit code 1) where a reference breaks a rule and no debt accepts it. Debt only ever shrinks.": "부채에 "
    "없는 참조가 규칙을 어기면 실패합니다(종료 코드 1). 부채는 줄기만 합니다.",
    "Needs no debt files: fail on what is new since this work left REVISION.": "부채 파일 없이, REVISION에서 갈라진 "
    "뒤 새로 생긴 위반에만 실패합니다.",
    "Write nothing, as where CI is set; say how the debt can shrink.": "CI에서처럼 아무것도 쓰지 않고, 부채를 줄이는 "
    "방법만 알려 줍니다.",
    "Fail too where debt could shrink, a unit is in no layer, or a rule matches nothing.": "부채를 줄일 수 있거나, "
    "레이어에 없는 유닛이 있거나, 해당하는 것이 없는 규칙이 있어도 실패합니다.",
    "Say too what smells: god models, hidden circles, cascades; never fails.": "스멜도 알려 줍니다: 너무 많이 쓰이는 "
    "모델, 숨은 순환, 연쇄 삭제. 이 때문에 실패하지는 않습니다.",
    # diff, debt, allow, import, affected
    "Show what changed between domains since this work left REVISION, as a Markdown comment.": "REVISION에서 갈라진 "
    "뒤 도메인 사이에 바뀐 것을 Markdown 댓글로 보여 줍니다.",
    "Moved code is no change. With an anabranch.toml, what runs against the order comes first.": "옮기기만 한 코드는 "
    "바뀐 것이 아닙니다. anabranch.toml이 있으면 순서를 거스르는 것부터 보여 줍니다.",
    "Show the debt by pair of domains, or accept today's findings as debt.": "부채를 도메인별로 보여 주거나, 지금의 "
    "위반을 부채로 받아들입니다.",
    "Accepting is how debt grows, on purpose and in a commit that others see.": "부채는 이렇게 일부러, 다른 사람이 "
    "보는 커밋으로만 늘립니다.",
    "Take all of today's findings as debt.": "지금의 위반을 모두 부채로 받아들입니다.",
    "Allow what FROM refers to in TO: domains, apps, or symbols of any length from the left.": "FROM이 TO를 참조하는 "
    "것을 허용합니다. 도메인, 앱, 또는 앞부분만 적은 심볼입니다.",
    "Written into anabranch.toml. For findings that are merely known for now there is: anabranch debt "
    "--accept": "anabranch.toml에 씁니다. 당장 받아들이기만 할 위반이라면: anabranch debt --accept",
    "Why it is right by design, for whoever reads the rule file next year.": "설계상 옳은 이유, 내년에 규칙 파일을 "
    "읽을 사람을 위해.",
    "Who answers for it.": "책임지는 사람이나 팀.",
    "The last day it holds, as 2027-03-31; then check fails.": "허용하는 마지막 날(예: 2027-03-31). 지나면 check가 "
    "실패합니다.",
    "Add the contracts of import-linter (.importlinter, setup.cfg, pyproject.toml) and of tach "
    "(tach.toml).": "import-linter(.importlinter, setup.cfg, pyproject.toml)와 tach(tach.toml)의 계약을 더합니다.",
    "They are added to anabranch.toml and give the same verdicts on imports; what cannot be carried over is "
    "said.": "anabranch.toml에 더하며 import에 대한 판정은 같습니다. 옮기지 못한 것은 알려 줍니다.",
    "Show which units and test files a change can reach; with --tests, run these.": "변경이 닿을 수 있는 유닛과 "
    "테스트 파일을 보여 줍니다. --tests를 쓰면 그 테스트를 실행합니다.",
    "Where it cannot be told, everything runs, and the reason is said. Exit code: that of COMMAND.": "알 수 없으면 "
    "모두 실행하고 이유를 알려 줍니다. 종료 코드는 COMMAND의 것입니다.",
    "The change is what came since leaving REVISION.": "REVISION에서 갈라진 뒤의 변경을 봅니다.",
    "Run the tests: COMMAND, followed by the files that are reached.": "테스트 실행: COMMAND 뒤에 해당 파일을 "
    "붙입니다.",
    # plan, what-if
    "Say which domain to free first, or, of one DOMAIN, every step until it is free behind its facade.": "먼저 "
    "분리할 도메인을 알려 주거나, DOMAIN 하나가 분리되고 파사드 뒤에 놓이기까지의 모든 단계를 보여 줍니다.",
    "Steps have the size of a pull request and are compared by what can be counted: migrations, tables, symbols, "
    "files, lines.": "단계는 풀 리퀘스트 하나 크기이며, 셀 수 있는 것(마이그레이션, 테이블, 심볼, 파일, 줄)으로 "
    "견줍니다.",
    "Free N domains and stop.": "도메인 N개를 분리하고 멈춥니다.",
    "Free these domains and no others.": "이 도메인들만 분리합니다.",
    "Hold plans made from past commits against what was then changed.": "지난 커밋에서 세운 계획을 그 뒤 실제 변경과 "
    "견줍니다.",
    "How far back --backtest looks: 18m, 10y [10y]": "--backtest가 볼 기간: 18m, 10y [10y]",
    "How many past changes --backtest reads [30]": "--backtest가 읽을 지난 변경의 수 [30]",
    "Open every number of one row: a domain of the sequence; of DOMAIN a step, total, keys, joins, hops, "
    "transactions, signals, tasks, urls or templates.": "한 행의 숫자를 모두 펼칩니다. 행은 순서에 나온 "
    "도메인이거나, DOMAIN의 단계, total, keys, joins, hops, transactions, signals, tasks, urls, templates입니다.",
    "The same as --format json.": "--format json과 같습니다.",
    "The same as --format markdown.": "--format markdown과 같습니다.",
    "which domain to free first, and next": "먼저 분리할 도메인과 그다음",
    "the steps that free orders": "orders를 분리하는 단계",
    "one issue a step, to be pasted": "단계마다 붙여 넣을 이슈 하나",
    "every line behind the numbers of a row": "한 행의 숫자에 든 모든 줄",
    "how well such plans told this repository's own past": "이런 계획이 이 저장소의 과거를 얼마나 맞히는지",
    "Compare tangle, free units and upward ties before and after: cut A B, move X to Y, merge X Y, order "
    "FILE.": "순환, 분리된 유닛, 역방향 결합을 전후로 견줍니다: cut A B, move X to Y, merge X Y, order FILE.",
    "Several changes can follow each other. A, B, X and Y are domains or apps; what is moved can be a module "
    "too.": "여러 변경을 이어 쓸 수 있습니다. A, B, X, Y는 도메인이나 앱이며, 옮기는 것은 모듈이어도 됩니다.",
    "units, one a line, top first": "유닛을 한 줄에 하나씩, 위에서부터",
    # dossier
    'Answer "should we split, and what first?" with this repository\'s own numbers, on one page.': '"나눠야 하는가, '
    '무엇부터인가?"에 이 저장소의 수치로 한 페이지에 답합니다.',
    "Each row says how it was counted, from what, and what could not be measured. The verdict is a rule, never a "
    "score, and stands beside the strongest argument against it.": "항목마다 무엇을 어떻게 셌고 무엇을 재지 못했는지 "
    "밝힙니다. 판정은 점수가 아니라 규칙이며, 가장 강한 반론과 나란히 둡니다.",
    "The domain that rows about one are about [the first of the plan]": "도메인 하나에 관한 항목의 기준 도메인 "
    "[계획의 첫 도메인]",
    "How far back git is asked: 90d, 12w, 18m, 2y [2y]": "git에서 볼 기간: 90d, 12w, 18m, 2y [2y]",
    "Show everything that one row was counted from.": "한 항목의 집계 근거를 모두 보여 줍니다.",
    # rehearse, observe
    "Run COMMAND, unchanged, and show where DOMAIN and the rest touched: what a split would break or make "
    "slow.": "COMMAND를 그대로 실행해 DOMAIN과 나머지가 만난 곳, 곧 나누면 깨지거나 느려질 곳을 보여 줍니다.",
    "The project's Python needs the package anabranch-django; nothing has to be configured. Ends with the command's "
    "own exit code, or with 1 where that is 0 and the crossings grew.": "프로젝트의 Python에 anabranch-django가 "
    "있어야 하며 설정은 필요 없습니다. 종료 코드는 명령의 것이고, 그것이 0인데 경계를 넘는 자리가 늘었으면 1입니다.",
    "Compare with the debt file of the domain; only growth fails.": "도메인의 부채 파일과 견주어, 늘었을 때만 "
    "실패합니다.",
    "With --debt: write what was found as the new debt.": "--debt와 함께: 찾은 것을 새 부채로 씁니다.",
    "With --debt: never write [on where CI is set]": "--debt와 함께: 아무것도 쓰지 않습니다 [CI에서는 켜짐]",
    "With --debt: fail where the file could shrink, too.": "--debt와 함께: 파일을 줄일 수 있어도 실패합니다.",
    "Watch calls below Python 3.12 too, where that is slow.": "느려지더라도 Python 3.12 미만에서 호출까지 봅니다.",
    "List the references over the edge that no test reached.": "어떤 테스트도 닿지 않은, 경계를 넘는 참조를 "
    "나열합니다.",
    "Run COMMAND, unchanged, and keep every place where domains touched: sites and counts, no values.": "COMMAND를 "
    "그대로 실행해 도메인이 만난 모든 자리를 기록합니다. 위치와 횟수만, 값은 남기지 않습니다.",
    "Without COMMAND, --recall reads the file of an earlier run.": "COMMAND가 없으면 --recall이 지난 실행의 파일을 "
    "읽습니다.",
    "Where it is kept [anabranch.observed.json in the folder]": "기록할 파일 [폴더의 anabranch.observed.json]",
    "Show per kind what ran and how much of it the map had read.": "종류별로 실행된 것과 그중 지도가 읽어 낸 비율을 "
    "보여 줍니다.",
    "With --recall: N references by chance that did not run, to check by eye.": "--recall과 함께: 실행되지 않은 참조 "
    "가운데 눈으로 확인할 무작위 N개.",
    "Another number chooses others [0]": "무작위 선택을 바꾸는 수 [0]",
}
"""By the English."""
