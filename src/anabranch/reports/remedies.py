"""How a reference of each kind is removed, in one sentence."""

from __future__ import annotations

from anabranch.reports.texts.words import Language

_ENGLISH: dict[str, str] = {
    "relation": "Let the other model own the field, put a link table above both, or keep the id and ask a selector.",
    "extend": "Make the parent a one-to-one field or an abstract base below; move a proxy to its table's owner.",
    "table": "Move the query up to the table's owner and hand the rows in; where the owner is below, ask its selector.",
    "generic-relation": "Give each owner a link table of its own instead of a generic foreign key.",
    "import": "Move what uses it up, move what is used down, or invert the dependency.",
    "import-local": "In a function it is the same dependency: move its user up or what it uses down, then hoist it.",
    "import-type": "Annotate with a Protocol or an id type that lives below both.",
    "inherit": "Prefer composition, or move the mixin down to a base that both may use.",
    "use": "Move what uses it up, what is used down, or turn it round; a facade helps only where the owner is below.",
    "member": "Have the value handed in, or move this code up; where the owner is below, call its facade.",
    "relation-access": "Have the value handed in, not the relation walked; where the owner is below, ask its selector.",
    "reverse-access": 'Ask where the foreign key lives, hand the answer down, close the accessor: related_name="+".',
    "lookup": "Have the ids handed in, or keep a copy of the column here; where the owner is below, ask its selector.",
    "get-model": "A name is the same dependency as an import: move the code up, what it needs down, or turn it round.",
    "model-meta": "Move the serializer, form, filter or admin class up, to the app that depends on the model anyway.",
    "signal": "Call directly where the direction allows it, or let the lower app own and send the signal.",
    "task": "Publish an event that the task's owner hears, or move the caller up; where it is below, call its facade.",
    "path": "Let the lower app own the interface and the upper one register itself, instead of naming it in a string.",
    "patch": "Let the owner offer a registry, or use a proxy model, instead of changing a foreign class.",
    "url": "Build the link in an aggregator or in the shell, which may know both apps.",
    "template": "Compose the page in an aggregator or in the shell, and let each app render its own part.",
    "template-access": "Let the view put plain values into the context, which a selector of the owner gives it.",
    "permission": "Where the owner is below, ask it whether the user may; else move the check up, to the owner.",
    "setting": "Settings belong to the shell, which may name everything: keep them in a package that has that role.",
    "migration": "Freeze it: squash, or move the state with SeparateDatabaseAndState when the model changes its app.",
}

_KOREAN: dict[str, str] = {
    "relation": "필드의 주인을 반대쪽 모델로 바꾸거나, 위쪽에 연결 테이블을 두거나, id만 저장하고 셀렉터로 조회하세요.",
    "extend": "구체 모델 상속은 OneToOne이나 아래쪽 추상 모델로 바꾸고, 프록시는 테이블 주인 앱으로 옮기세요.",
    "table": "쿼리를 테이블 주인 앱으로 올리고 결과를 넘겨받으세요. 주인이 아래면 셀렉터를 쓰세요.",
    "generic-relation": "GenericForeignKey 대신 소유자마다 연결 테이블을 따로 두세요.",
    "import": "쓰는 쪽을 위로, 쓰이는 쪽을 아래로 옮기거나 의존성을 역전하세요.",
    "import-local": "함수 안에 두어도 같은 의존입니다. 쓰는 쪽을 위로, 쓰이는 쪽을 아래로 옮긴 뒤 상단으로 올리세요.",
    "import-type": "양쪽보다 아래에 있는 Protocol이나 id 타입으로 표기하세요.",
    "inherit": "상속 대신 컴포지션을 쓰거나, 믹스인을 양쪽이 함께 쓰는 베이스로 내리세요.",
    "use": "쓰는 쪽을 위로, 쓰이는 쪽을 아래로 옮기거나 역전하세요. 파사드는 주인이 아래일 때만 답입니다.",
    "member": "호출하는 쪽이 값을 넘기게 하거나 코드를 위로 옮기세요. 주인이 아래면 파사드를 쓰세요.",
    "relation-access": "관계를 따라가지 말고 호출하는 쪽이 값을 넘기게 하세요. 주인이 아래면 셀렉터를 쓰세요.",
    "reverse-access": '외래 키가 있는 앱에서 조회해 결과를 넘기고 related_name="+"로 역참조를 막으세요.',
    "lookup": "호출하는 쪽이 id를 넘기게 하거나 컬럼을 복제해 두세요. 주인이 아래면 셀렉터를 쓰세요.",
    "get-model": "이름으로 가져와도 import와 같은 의존입니다. 코드를 위로, 필요한 것을 아래로 옮기거나 역전하세요.",
    "model-meta": "시리얼라이저, 폼, 필터, admin 클래스를 어차피 그 모델에 의존하는 위쪽 앱으로 옮기세요.",
    "signal": "방향이 맞으면 직접 호출하고, 아니면 아래쪽 앱이 시그널을 소유하고 보내게 하세요.",
    "task": "이벤트를 발행해 주인이 받게 하거나 호출 코드를 위로 옮기세요. 주인이 아래면 파사드를 쓰세요.",
    "path": "문자열로 이름을 적지 말고, 아래쪽이 인터페이스를 갖고 위쪽이 스스로 등록하게 하세요.",
    "patch": "남의 클래스를 고치지 말고, 소유한 앱의 레지스트리나 프록시 모델을 쓰세요.",
    "url": "두 앱을 모두 알아도 되는 애그리게이터나 셸에서 링크를 만드세요.",
    "template": "애그리게이터나 셸에서 페이지를 조립하고, 각 앱은 자기 부분만 렌더링하게 하세요.",
    "template-access": "소유한 앱의 셀렉터에서 받은 단순 값만 뷰가 컨텍스트에 넣게 하세요.",
    "permission": "주인이 아래면 권한 여부를 알려 주는 주인의 함수를 호출하고, 위면 검사를 주인 쪽으로 올리세요.",
    "setting": "설정은 모든 것을 알아도 되는 셸의 몫입니다. 셸 역할을 맡은 패키지에 두세요.",
    "migration": "그대로 두거나 squash하고, 모델을 다른 앱으로 옮길 때는 SeparateDatabaseAndState를 쓰세요.",
}

REMEDIES: dict[Language, dict[str, str]] = {"en": _ENGLISH, "ko": _KOREAN}


def remedy(kind: str, language: Language) -> str:
    """The remedy of a kind; every kind has one."""
    return REMEDIES[language][kind]
