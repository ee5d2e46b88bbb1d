"""What the dossier says in Korean: of each row its question, its numbers, how they are counted, and from what."""

from __future__ import annotations

DOSSIER: dict[str, str] = {
    "dossier.title": "{project}: 나눠야 하는가, 나눈다면 무엇부터인가",
    "dossier.verdict": "판정",
    "dossier.rule": "판정 규칙은 다음 순서로 적용합니다. 코드가 2만 줄 미만이거나 커밋의 2 % 이상을 쓴 작성자가 3명 "
    "이하면 지금 구조를 유지합니다. 두 도메인이 "
    "20번 이상, 변경이 적은 쪽 기준으로 80 % 이상 함께 바뀌면 합칩니다. 마이그레이션 없이 순환에서 풀 수 있고 "
    "변경의 절반 이상이 그 도메인에서만 일어나면 다음으로 분리합니다. 얽힘이 남아 있으면 먼저 모듈화합니다. 어디에도 "
    "해당하지 않으면 지금 구조를 유지합니다.",
    "dossier.verdict.stay": "지금 구조를 유지하세요. 나눌 때가 아닙니다.",
    "dossier.verdict.merge": "다음 도메인은 늘 함께 바뀌므로 합쳐서 하나로 다루세요: {domains}.",
    "dossier.verdict.free": "다음으로 {domains} 도메인을 분리하세요. 단계별 작업은 "
    "anabranch plan {domains} 명령으로 볼 수 있습니다.",
    "dossier.verdict.modularise": "우선 한 프로세스 안에서 다음 순서로 모듈화하세요: {domains}.",
    "dossier.numbers": "판정 근거: {numbers}.",
    "dossier.number.lines": "코드 {value}줄",
    "dossier.number.regular": "커밋의 2 % 이상을 쓴 작성자 {value}명",
    "dossier.number.tangle": "가장 큰 얽힘의 유닛 {value}개",
    "dossier.number.share": "함께 바뀐 비율 {value}",
    "dossier.number.together": "함께 바뀐 횟수 {value}번",
    "dossier.number.migrations": "{domain} 도메인을 푸는 데 드는 마이그레이션 {value}개",
    "dossier.number.independence": "{domain} 변경 중 다른 도메인을 건드리지 않은 비율 {value}",
    "dossier.opened": "집계 내역 {number:,}건",
    "dossier.counter": "이 판정에 대한 가장 강한 반론",
    "dossier.counter.tangled": "전체 유닛 중 {share}가 하나의 순환으로 얽혀 있으며, 저절로 풀리지 않습니다.",
    "dossier.counter.independent": "{domain} 변경의 {independence}는 다른 도메인을 건드리지 않습니다. 따로 "
    "떼어 놓아도 잘 돌아갈 수 있습니다.",
    "dossier.counter.none": "측정한 것 가운데 이 판정에 반하는 것은 없습니다. 측정하지 못한 항목을 살펴보세요.",
    "dossier.counter.transactions.blocks": "여러 도메인에 쓰는 트랜잭션이 {blocks}개 있습니다. 그 경계가 네트워크가 "
    "되면 하나하나를 사가로 바꿔야 합니다.",
    "dossier.counter.transactions.cascades": "경계를 넘는 CASCADE가 {cascades}개 있습니다. 그 경계가 네트워크가 되면 "
    "하나하나를 이벤트와 삭제 정책으로 바꿔야 합니다.",
    "dossier.counter.early": "변경의 {across}가 여러 도메인을 건드립니다. 지금 나누면 그런 변경마다 "
    "팀 사이의 조율이 필요합니다.",
    "dossier.counter.latency": "뷰 하나가 경계를 많게는 {most}번, 평균 {mean}번 넘습니다. 네트워크 호출로 "
    "바뀌면 그만큼 느려집니다.",
    "dossier.row": "항목",
    "dossier.measured": "이 저장소",
    "dossier.formula": "집계 방법",
    "dossier.source": "출처",
    "dossier.about": "도메인 하나에 관한 항목은 {domain} 기준입니다.",
    "dossier.unmeasured": "측정하지 못함",
    "dossier.gaps": "측정하지 못한 것",
    "dossier.plots": "그래프",
    "dossier.explain": "항목별 집계 근거 보기: {command}",
    "dossier.explained": "{row}: 집계 근거",
    "dossier.explained.none": "{row}: 집계된 것이 없습니다.",
    "dossier.no_row": "{name}: 없는 항목입니다. 쓸 수 있는 항목: {names}.",
    "gap.git": "git 이력이 없어 무엇이 함께 바뀌는지 알 수 없습니다.",
    "gap.shallow": "얕은 복제(shallow clone)라서 git에서 집계하는 모든 항목에 오래된 변경이 빠져 있습니다.",
    "gap.changes": "이 기간에 파일 30개 이하로 도메인을 건드린 변경이 없습니다.",
    "gap.few": "변경이 50건 미만이라 비율에 큰 의미가 없습니다.",
    "gap.untouched": "이 기간에 도메인을 건드린 변경이 없습니다.",
    "gap.tests": "도메인의 코드를 참조하는 테스트가 없습니다.",
    "gap.views": "뷰로 이어지는 URL을 찾지 못해 진입점을 알 수 없습니다.",
    "gap.queues": "어떤 큐를 함께 쓰는지, 장애의 대가가 얼마인지는 운영 중인 시스템만 알려 줍니다.",
    "gap.transactions": "트랜잭션은 소스에서 읽은 것입니다. 테스트 스위트로 리허설하면 정확해집니다.",
    "gap.idempotency": "명령에 멱등 키가 있는지는 소스만으로 알 수 없습니다.",
    "gap.syntax": "이 파이썬이 읽지 못하는 문법을 쓴 파일이 있어 그 안의 패키지, 트랜잭션, "
    "외부 효과는 세지 못했습니다. 프로젝트와 같은 버전의 파이썬으로 실행하세요.",
    "gap.ci": "CI 로그를 읽지 않아 테스트와 배포에 걸리는 시간을 알 수 없습니다.",
    "row.early": "모놀리스의 장점: 빠른 초기 개발",
    "row.early.value": "변경 {changes}건 중 {inside}가 한 도메인 안에서 끝났습니다. 이미 나뉘어 있었다면 "
    "나머지 변경에 팀 간 조율이 {tax}번 더 필요했습니다",
    "row.early.alone": "변경 {changes}건 중 {inside}가 한 도메인 안에서 끝났습니다",
    "row.early.formula": "도메인 하나만 건드린 변경 / 변경; Σ(변경이 건드린 도메인 수 - 1)",
    "row.testing": "모놀리스의 장점: 쉬운 테스트와 배포",
    "row.testing.value": "테스트 파일 {tests}개 중 {single}가 도메인 하나만 참조합니다. 변경 한 건이 영향을 줄 수 "
    "있는 테스트 파일은 중앙값으로 {reach}개입니다",
    "row.testing.alone": "테스트 파일 {tests}개 중 {single}가 도메인 하나만 참조합니다",
    "row.testing.formula": "도메인 하나만 참조하는 테스트 파일 / 테스트 파일; 바뀐 도메인에 의존하는 도메인을 "
    "참조하는 테스트 파일의 수, 변경 전체의 중앙값",
    "row.network": "모놀리스의 장점: 내부에 네트워크가 없음",
    "row.network.value": "진입점 {views}개가 경계를 평균 {mean}번 넘습니다. 코드 전체에서 반복문 안에서 다른 "
    "도메인의 행을 읽는 곳은 {loops}곳입니다",
    "row.network.formula": "뷰와 그 메서드에서 경계를 넘는 심볼 쌍의 평균; 반복문 안에서 다른 도메인의 행을 읽는 속성",
    "row.tangled": "모놀리스의 단점: 커질수록 관리하기 어려움",
    "row.tangled.value": "H {h}; 전체 유닛의 {share}가 가장 큰 얽힘에 속함; 변경이 전파될 수 있는 유닛 쌍 "
    "{propagation}; 멤버가 30개 이상인 모델 {fat}개",
    "row.tangled.formula": "선언한 순서, 없으면 최선의 순서를 거스르는 결합 / 결합; "
    "가장 큰 얽힘의 유닛 / 유닛; 의존 관계가 있는 "
    "쌍 / 전체 쌍; 모델의 메서드와 프로퍼티 수; 핫스팟은 변경 수 * 줄 수",
    "row.deploy": "모놀리스의 단점: 작은 변경에도 전체 배포",
    "row.deploy.value": "변경 {changes}건 중 {untouched}는 {domain} 도메인을 건드리지 않았는데도 함께 배포되었습니다",
    "row.deploy.formula": "도메인의 파일을 건드리지 않은 기본 브랜치의 변경 / 변경",
    "row.failure": "모놀리스의 단점: 장애가 번짐",
    "row.failure.value": "진입점 {views}개 중 {bare}개가 try 없이 {domain} 도메인을 직접 씁니다",
    "row.failure.formula": "try로 감싸지 않고 도메인을 참조하는 뷰 / 뷰",
    "row.technology": "모놀리스의 단점: 새 기술 도입이 어려움",
    "row.technology.value": "외부 패키지 중 {single}개는 도메인 하나만, {shared}개는 여럿이 import합니다",
    "row.technology.formula": "자체 코드도 표준 라이브러리도 django도 아닌 절대 import의 최상위 패키지",
    "row.maintain": "모놀리스의 단점: 유지보수가 어려워짐",
    "row.maintain.value": "여러 도메인을 건드린 변경이 기간 전반에 {before}, 후반에 {after}; 작성자는 전체 "
    "{authors}명, 그중 커밋의 2 % 이상을 쓴 사람 {regular}명, {domain} 도메인 {domain_authors}명",
    "row.maintain.alone": "작성자는 전체 {authors}명, 그중 커밋의 2 % 이상을 쓴 사람 {regular}명, "
    "{domain} 도메인 {domain_authors}명",
    "row.maintain.formula": "전반과 후반 각각에서 여러 도메인을 건드린 변경 / 변경; 파일이 30개 이하인 "
    "개별 커밋의 서로 다른 작성자 수(봇 제외)",
    "row.independent": "서비스의 장점: 독립적인 작업",
    "row.independent.value": "{independence}: {domain} 변경 {own}건 중 {alone}건이 다른 도메인을 건드리지 않습니다",
    "row.independent.formula": "그 도메인만 건드린 변경 / 그 도메인을 건드린 변경",
    "row.isolation": "서비스의 장점: 장애 격리",
    "row.isolation.value": "{domain} 도메인을 향한 참조 {all}건 중 이벤트로 바꿀 수 있는 것 {events}건, 캐시한 "
    "조회로 바꿀 수 있는 것 {reads}건, 둘 다 아닌 것 {others}건",
    "row.isolation.formula": "도메인을 향한 시그널과 태스크 참조; 쓰기 없이 그 모델을 읽는 룩업, 속성, 사용 참조; "
    "나머지는 코드나 테이블이 필요한 참조",
    "row.scale": "서비스의 장점: 따로 확장",
    "row.scale.value": "{domain} 도메인을 분리하면 {lines}줄({share})이 함께 빠집니다. 이 도메인만 쓰는 유닛 "
    "{units}개를 포함합니다",
    "row.scale.formula": "그 도메인과, 다른 도메인은 쓰지 않는 유닛의 줄 수",
    "row.own_technology": "서비스의 장점: 자기만의 기술",
    "row.own_technology.value": "{domain}만 import하는 패키지 {packages}개",
    "row.own_technology.formula": "다른 도메인은 import하지 않는 외부 패키지",
    "row.latency": "비용: 지연 시간",
    "row.latency.value": "뷰 {views}개에서 뷰마다 경계를 평균 {mean}번, 많게는 {most}번 넘습니다",
    "row.latency.formula": "뷰와 그 메서드에서 경계를 넘는 심볼 쌍",
    "row.transactions": "비용: 트랜잭션",
    "row.transactions.value": "두 도메인 이상에 쓰는 atomic 블록 {blocks}개(사가로 바꿔야 함), 건드리기만 하는 "
    "것까지 {touching}개; 경계를 넘는 CASCADE {cascades}개",
    "row.transactions.formula": "with atomic()과 @atomic, 그 안과 한 단계 호출까지; 경계를 넘는 관계의 "
    "on_delete=CASCADE",
    "row.operations": "비용: 운영과 복구",
    "row.operations.value": "atomic 안에서 외부 시스템이나 큐를 호출해 롤백되지 않는 곳 {effects}곳; 재시도 설정이 "
    "없는 태스크 {tasks}개",
    "row.operations.formula": "atomic 안에서 이름으로 알아본 HTTP, 메일, 큐 호출; 재시도를 적지 않은 태스크",
    "part.early.across": "여러 도메인을 건드린 변경",
    "part.early.inside": "한 도메인만 건드린 변경",
    "part.testing.single": "한 도메인만 건드리는 테스트 파일",
    "part.testing.several": "여러 도메인을 건드리는 테스트 파일",
    "part.testing.reached": "함께 바뀐 도메인과 그 변경이 닿을 수 있는 테스트 파일 수",
    "part.network.loops": "반복문 안에서 다른 도메인의 행을 불러오는 속성",
    "part.network.views": "진입점",
    "part.network.calls": "경계를 넘는 호출",
    "part.tangled.hot": "핫스폿",
    "part.tangled.fat": "멤버가 30개 이상인 모델",
    "part.tangled.units": "유닛과 그 유닛에 닿는 유닛 수",
    "part.tangled.upward": "전체 결합 {ties:,}개 중 순서를 거스르는 것",
    "part.deploy.untouched": "{domain}: 건드리지 않은 변경",
    "part.deploy.touched": "건드린 변경",
    "part.failure.bare": "전체 진입점 {views:,}개 중 {domain}을(를) 직접 쓰는 것",
    "part.failure.places": "직접 쓰는 곳",
    "part.technology.single": "한 도메인만 import하는 패키지",
    "part.technology.shared": "여러 도메인이 import하는 패키지",
    "part.maintain.regular": "커밋 50개 중 1개 이상을 쓴 작성자",
    "part.maintain.others": "그 밖의 작성자",
    "part.maintain.older": "앞 절반의 변경 {older:,}건 중 여러 도메인을 건드린 것",
    "part.maintain.newer": "뒤 절반의 변경 {newer:,}건 중 여러 도메인을 건드린 것",
    "part.independent.shared": "다른 것도 건드린 변경",
    "part.independent.alone": "다른 것은 건드리지 않은 변경",
    "part.isolation.events": "이벤트로 바꿀 수 있는 참조",
    "part.isolation.reads": "데이터를 읽기만 해서 캐시로 바꿀 수 있는 참조",
    "part.isolation.others": "코드를 호출하거나 테이블에 묶여 있어 어느 쪽도 아닌 참조",
    "part.scale.leaving": "함께 떠날 유닛",
    "part.own_technology.packages": "{domain} 혼자 import하는 패키지",
    "part.latency.views": "뷰",
    "part.latency.calls": "경계를 넘는 호출",
    "part.transactions.blocks": "두 도메인 이상에 쓰는 블록",
    "part.transactions.touching": "여러 도메인을 건드리지만 확실히 쓰는 곳은 한 도메인 이하인 블록",
    "part.transactions.cascades": "경계를 넘는 CASCADE",
    "part.operations.effects": "atomic 안에서 다른 시스템이나 큐를 부르는 호출",
    "part.operations.tasks": "재시도가 없는 태스크",
    "dossier.part": "{part}: {number:,}",
    "from.git": "git, 기본 브랜치",
    "from.source": "소스",
    "from.tests": "테스트와 git",
}
