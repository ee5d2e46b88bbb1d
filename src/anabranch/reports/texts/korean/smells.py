"""What the smells say in Korean."""

from __future__ import annotations

SMELLS: dict[str, str] = {
    "rule.smell-god-model": "{imported_symbol}: 다른 도메인의 절반 이상이 씁니다",
    "remedy.smell-god-model": "도메인마다 자기 몫을 자기 모델로 나누고 OneToOne으로 이으세요.",
    "rule.smell-fat-model": "{imported_symbol}: 메서드와 프로퍼티가 40개를 넘습니다",
    "remedy.smell-fat-model": "주제마다 해당 도메인의 함수나 모델로 옮기세요.",
    "rule.smell-mixin-explosion": "{imported_symbol}: 프로젝트 믹스인 4개를 넘게 섞어 만들었습니다",
    "remedy.smell-mixin-explosion": "상속하지 말고 필드나 함수로 이름을 붙여 쓰세요.",
    "rule.smell-upward-reverse-access": "{importer} → {imported}: 위에 있는 도메인을 역참조 접근자로 조회합니다",
    "remedy.smell-upward-reverse-access": "양쪽보다 위에서 자식 쪽 셀렉터를 호출하고, related_name='+'로 막아 두세요.",
    "rule.smell-hidden-circle": "{importer} → {imported}: 이름 문자열로만 불러오지만 반대 방향 의존도 "
    "있습니다. import에는 보이지 않는 순환입니다",
    "remedy.smell-hidden-circle": "한쪽 방향을 없애세요. 문자열로 바꿔도 의존은 그대로입니다.",
    "rule.smell-cross-domain-cascade": "{imported}의 행을 지우면 {importer}의 행도 지워집니다",
    "remedy.smell-cross-domain-cascade": "행을 보호하거나 부모 없이 남기고, 그 행을 소유한 도메인이 호출이나 "
    "이벤트를 받아 지우게 하세요.",
    "rule.smell-foreign-receiver": "{importer}에서 {imported} 모델에 관한 시그널에 반응합니다",
    "remedy.smell-foreign-receiver": "모델의 도메인이 자기 시그널이나 이벤트를 보내거나, 양쪽보다 위에서 리시버를 "
    "직접 호출하세요.",
    "rule.smell-generic-relation": "{importer} → {imported}: 콘텐츠 타입으로 행에 묶여 있습니다",
    "remedy.smell-generic-relation": "소유자마다 그 도메인 안에 연결 테이블을 두세요.",
    "rule.smell-live-migration": "마이그레이션이 지금의 코드를 import합니다",
    "remedy.smell-live-migration": "apps.get_model로 그 시점의 모델을 쓰고, 작은 것은 복사하세요.",
    "rule.smell-foreign-table": "{importer}의 SQL이 {imported}의 테이블 이름을 씁니다",
    "remedy.smell-foreign-table": "테이블을 소유한 도메인의 셀렉터를 호출하세요.",
    "rule.smell-circle-avoiding-import": "{importer} → {imported}: 함수 안에서 import합니다. 상단에 두면 순환이 됩니다",
    "remedy.smell-circle-avoiding-import": "순환을 끊은 뒤 import를 상단으로 올리세요.",
    "rule.smell-facade-leak": "{importer}의 파사드가 모델을 내줍니다: {imported_symbol}",
    "remedy.smell-facade-leak": "id나 데이터클래스처럼 호출하는 쪽에 필요한 값을 돌려주세요.",
    "advice.title": "조언: 코드를 떼어 내기 어렵게 만드는 것들. 검사를 실패시키지는 않습니다",
    "advice.more": "외 {number:,}곳",
    "advice.none": "조언할 것이 없습니다.",
}
