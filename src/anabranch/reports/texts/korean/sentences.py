"""What the layers below say in English, in Korean: errors, and remarks about files of other tools."""

from __future__ import annotations

SENTENCES = {
    # files
    "There is no {folder}: give the path of an existing folder.": "{folder}: 없는 폴더입니다. 있는 폴더의 경로를 "
    "적어 주세요.",
    "{file} is not a folder: give the folder of the project, not a file in it.": "{file}: 폴더가 아닙니다. 파일이 "
    "아니라 프로젝트 폴더를 적어 주세요.",
    "There is no Python below {folder}: give the repository, or the folder of manage.py or of a package.": "{folder} "
    "아래에 파이썬 파일이 없습니다. 저장소나 manage.py가 있는 폴더, 패키지 폴더를 적어 주세요.",
    "{where} is no text in UTF-8: save the file in that encoding.": "{where}: UTF-8 텍스트가 아닙니다. UTF-8로 다시 "
    "저장하세요.",
    "{file} is no TOML: {why}.": "{file}: TOML로 읽을 수 없습니다({why}).",
    "{file} cannot be read: {why}.": "{file}: 읽을 수 없습니다({why}).",
    # rule files
    "{file}: {key} has to be written as {shape}.": "{file}: {key}에는 {shape} 형식을 쓰세요.",
    "{where}: {key} has to be written as {shape}.": "{where}: {key}에는 {shape} 형식을 쓰세요.",
    "{where}: {key!r} is no setting of anabranch; there are {keys}.": "{where}: {key!r}: 없는 설정입니다. 쓸 수 있는 "
    "설정: {keys}.",
    "{where}: {key} has to be a list of texts.": "{where}: {key}에는 문자열 목록을 쓰세요.",
    "{where}: {key} has to be a text.": "{where}: {key}에는 문자열을 쓰세요.",
    "{file} has no layers: anabranch init writes them.": "{file}: layers가 없습니다. 만들려면: anabranch init",
    "{where}: the layer {layer!r} has both | and , : use one of them, or two layers.": "{where}: 레이어 {layer!r}에 "
    "|와 ,가 함께 있습니다. 하나만 쓰거나 레이어를 둘로 나누세요.",
    "{where}: the layer {layer!r} has a name missing.": "{where}: 레이어 {layer!r}에 빠진 이름이 있습니다.",
    "{where}: {domain} stands in two layers; leave it in one.": "{where}: {domain}: 레이어 두 곳에 있습니다. 한 "
    "곳에만 두세요.",
    "{where}: {domain!r} is no name of a domain: it takes letters, digits, dots, - and _.": "{where}: {domain!r}: "
    "도메인 이름으로 쓸 수 없습니다. 글자, 숫자, 점, -, _만 쓸 수 있습니다.",
    "{where}: the app {app} is in two domains, {one} and {other}; leave it in one.": "{where}: 앱 {app}: 도메인 "
    "{one}, {other} 양쪽에 있습니다. 한 곳에만 두세요.",
    "{where}: {app} is a domain and also an app of {domain}; give the domain another name.": "{where}: {app}: 도메인 "
    "이름이면서 {domain} 도메인의 앱이기도 합니다. 도메인 이름을 바꾸세요.",
    "{where}: {role!r} is no role; there are {roles}.": "{where}: {role!r}: 없는 역할입니다. 쓸 수 있는 역할: {roles}.",
    "{where}: {text!r} is no pair: write it as 'orders | accounts'.": "{where}: {text!r}: 쌍이 아닙니다. "
    "'orders | accounts'처럼 쓰세요.",
    "{where}: {text!r} is no pin: write it as 'billing above orders' or 'core below all'.": "{where}: {text!r}: 핀이 "
    "아닙니다. 'billing above orders'나 'core below all'처럼 쓰세요.",
    "{where}: pins contradict each other: {why}; delete one of them.": "{where}: 핀이 서로 모순됩니다({why}). 하나를 "
    "지우세요.",
    "{one} and {other} cannot both stand above all": "{one}, {other} 둘 다 맨 위일 수는 없음",
    "{one} and {other} cannot both stand below all": "{one}, {other} 둘 다 맨 아래일 수는 없음",
    "{units} is a circle": "{units}: 순환",
    "{where}: {text!r} is no smell; there are {smells}.": "{where}: {text!r}: 없는 스멜입니다. 쓸 수 있는 스멜: "
    "{smells}.",
    "{where}: an allowance has from, to and reason; unknown: {keys}.": "{where}: 예외에는 from, to, reason을 씁니다. "
    "알 수 없는 것: {keys}.",
    "{where}: an allowance has from, to and reason; missing: {keys}.": "{where}: 예외에는 from, to, reason을 씁니다. "
    "빠진 것: {keys}.",
    "{where}: until is a day such as 2027-01-31, not {until!r}.": "{where}: until에는 2027-01-31 같은 날짜를 "
    "씁니다. {until!r}: 날짜가 아닙니다.",
    # contracts
    "{where}: a contract has a type: {types}; not {kind!r}.": "{where}: 계약에는 type이 필요합니다. 쓸 수 있는 type: "
    "{types}. {kind!r}: 없는 type입니다.",
    "{where}: a contract of type {kind} misses {keys}.": "{where}: {kind} 계약에 빠진 것: {keys}.",
    "{where}: a contract of type {kind} knows no {keys}.": "{where}: {kind} 계약에 쓸 수 없는 것: {keys}.",
    "{where}: kinds is 'all' or 'imports', not {kinds}.": "{where}: kinds에는 'all'이나 'imports'를 씁니다. {kinds}: "
    "쓸 수 없습니다.",
    "{where}: this contract cannot be read: {why}.": "{where}: 계약을 읽을 수 없습니다({why}).",
    "{where}: {row!r} is no link to ignore: write it as 'orders.views -> core.*'.": "{where}: {row!r}: 무시할 연결이 "
    "아닙니다. 'orders.views -> core.*'처럼 쓰세요.",
    "{where}: {row!r} is no regular expression: {why}.": "{where}: {row!r}: 정규식이 아닙니다({why}).",
    # debt files
    "{where} is of version {version}, which this anabranch does not know: use a newer one.": "{where}: 버전 "
    "{version}의 파일이라 이 anabranch로는 읽을 수 없습니다. 더 새로운 anabranch를 쓰세요.",
    "{where}: a merge conflict was left in it. Take the file of either side and run: anabranch check": "{where}: 병합 "
    "충돌이 남아 있습니다. 어느 한쪽 파일을 택한 뒤 실행하세요: anabranch check",
    "{where}: a line is 'class importer imported count', not {line!r}. Take the file back from version control, "
    "or delete the line and run: anabranch check": "{where}: 한 줄은 'class importer imported count' 형식입니다. "
    "{line!r}: 읽을 수 없습니다. 버전 관리에서 파일을 되돌리거나 그 줄을 지운 뒤 실행하세요: anabranch check",
    "{where} is no entry of crossings (kind, from, to and count, with tabs between). Take the file back from version "
    "control, or delete it and run with --debt --accept.": "{where}: 경계 넘기 항목(종류, from, to, 개수를 탭으로 "
    "구분)이 아닙니다. 버전 관리에서 파일을 되돌리거나, 지운 뒤 --debt --accept로 실행하세요.",
    # git
    "{revision} and HEAD have no common commit here. In a shallow clone, fetch more: git fetch "
    "--unshallow": "{revision}, HEAD: 공통 커밋이 없습니다. 얕은 클론이라면 더 가져오세요: git fetch --unshallow",
    "{revision!r} is no revision: name a branch, a tag or a commit.": "{revision!r}: 리비전이 아닙니다. 브랜치, 태그, "
    "커밋을 적어 주세요.",
    "There is no commit yet in {folder}, and so nothing to compare with: commit first.": "{folder}에 아직 커밋이 "
    "없어 견줄 것이 없습니다. 먼저 커밋하세요.",
    "There is no commit yet in {folder}: commit first.": "{folder}에 아직 커밋이 없습니다. 먼저 커밋하세요.",
    "There is no revision {revision} here. This clone is shallow. Fetch its history first: git fetch --unshallow "
    "origin": "{revision}: 없는 리비전입니다. 얕은 클론이니 먼저 이력을 가져오세요: git fetch --unshallow origin",
    "There is no revision {revision} here. The history is shorter.": "{revision}: 없는 리비전입니다. 이력이 그보다 "
    "짧습니다.",
    "There is no revision {revision} here. In CI, fetch it first: git fetch origin {branch}": "{revision}: 없는 "
    "리비전입니다. CI라면 먼저 가져오세요: git fetch origin {branch}",
    "{folder} is in no git repository: run this inside a clone of yours.": "{folder}: git 저장소가 아닙니다. 클론한 "
    "저장소 안에서 실행하세요.",
    "git failed in {folder} and does not say why.": "git이 {folder}에서 이유를 밝히지 않고 실패했습니다.",
    "git says: {last} (in {folder}).": "git 오류: {last} ({folder}에서).",
    "git says: {last} (in {folder}). This clone lacks a part of its history: git fetch --refetch --no-filter brings "
    "it.": "git 오류: {last} ({folder}에서). 이 클론에는 이력의 일부가 없습니다. 가져오려면: git fetch --refetch "
    "--no-filter",
    "git could not be started: {why}. Install it: only git can tell the past.": "git을 실행하지 못했습니다({why}). "
    "지난 이력은 git으로만 읽으니 git을 설치하세요.",
    "{text!r} is no length of time: write 90d, 12w, 18m or 2y.": "{text!r}: 기간이 아닙니다. 90d, 12w, 18m, 2y처럼 "
    "쓰세요(100년까지).",
    # observed
    "There is no {file}: write it with anabranch observe -- pytest": "{file}: 없는 파일입니다. 만들려면: anabranch "
    "observe -- pytest",
    "{file} is no file of anabranch observe: run it again.": "{file}: anabranch observe가 만든 파일이 아닙니다. 다시 "
    "실행하세요.",
    "{file} is of another version of anabranch observe: run it again.": "{file}: 다른 버전의 anabranch observe가 만든 "
    "파일입니다. 다시 실행하세요.",
    # contracts of other tools
    "{name}: contracts of type {kind} are import-linter's or the team's own.": "{name}: {kind} 계약은 "
    "import-linter나 팀이 따로 만든 것이라 옮기지 않습니다.",
    "{name}: {option} = {value} is not carried over.": "{name}: {option} = {value}: 옮기지 않습니다.",
    "{name}: {packages}: only first-party code is read, so this is not held.": "{name}: {packages}: 자체 코드만 "
    "읽으므로 지키지 않습니다.",
    "layer {name}: that it is closed is not carried over.": "레이어 {name}: closed는 옮기지 않습니다.",
    "forbid_circular_dependencies: circles among what modules declare are not looked for: a contract of type "
    "acyclic looks for those in the code.": "forbid_circular_dependencies: 모듈이 선언한 의존성의 순환은 찾지 "
    "않습니다. 코드의 순환은 acyclic 계약이 찾습니다.",
    "exact: unused declarations are not looked for.": "exact: 쓰이지 않는 선언은 찾지 않습니다.",
    "External dependencies: only first-party code is read.": "외부 의존성: 자체 코드만 읽습니다.",
    "{root}: code outside all modules is not held to what it declares.": "{root}: 어느 모듈에도 들지 않는 코드에는 이 "
    "선언을 적용하지 않습니다.",
}
"""By the English, with the same values in their places."""
