"""What a split does to a crossing of each kind, and how it is removed, in one sentence each."""

from __future__ import annotations

from anabranch.reports.texts.words import Language, Words

_ENGLISH: dict[str, str] = {
    "transaction": "Let one side write first and tell the other afterwards by an event, or undo by a second step.",
    "lock": "Lock rows of one side only, and let the owner of the others guard them itself.",
    "constraint": "Keep the id without the constraint, and let the owner check what the database checked.",
    "join": "Ask the owner for the ids or values first, or keep a copy of the column on this side.",
    "subquery": "Ask the owner for the ids first and filter by them, or keep a copy of the column on this side.",
    "write": "Call a function of the owner that writes, or publish an event that the owner acts on.",
    "read": "Ask a selector of the owner instead of its model, and take plain values.",
    "hop": "Ask a selector of the owner for all the ids at once, instead of following the relation row by row.",
    "cascade": "Set on_delete to DO_NOTHING without constraint, and delete by an event with a policy of this side.",
    "call": "Call the owner's facade with plain values and take plain values: no instance or queryset can cross.",
    "signal": "Publish an event with plain values: a signal reaches only its own process.",
    "task": "Start the task through its owner's facade, or let the owner listen to an event.",
    "template": "Compose the page in an aggregator or in the shell, and let each domain render its own part.",
    "url": "Build the link in an aggregator or in the shell, or take the URL as a setting.",
}

_KOREAN: dict[str, str] = {
    "transaction": "한쪽을 먼저 쓰고 나머지는 이벤트로 알리거나, 실패하면 되돌리는 보상 단계를 두세요.",
    "lock": "자기 쪽 행만 잠그고, 상대 행은 소유한 도메인이 직접 지키게 하세요.",
    "constraint": "제약 없이 id만 저장하고, 데이터베이스가 하던 검사는 소유한 도메인에 맡기세요.",
    "join": "소유한 도메인에서 id나 값을 먼저 조회하거나, 필요한 컬럼의 사본을 이쪽에 두세요.",
    "subquery": "소유한 도메인에서 id를 먼저 조회해 필터에 넘기거나, 필요한 컬럼의 사본을 이쪽에 두세요.",
    "write": "소유한 도메인의 쓰기 함수를 호출하거나, 그 도메인이 처리할 이벤트를 발행하세요.",
    "read": "모델을 직접 조회하지 말고 소유한 도메인의 셀렉터를 호출해 단순 값으로 받으세요.",
    "hop": "관계를 한 행씩 따라가지 말고, 소유한 도메인의 셀렉터에 id를 모아 한 번에 조회하세요.",
    "cascade": "on_delete를 제약 없는 DO_NOTHING으로 바꾸고, 삭제는 이벤트를 받아 이쪽 정책대로 처리하세요.",
    "call": "소유한 도메인의 파사드를 단순 값으로 호출하고 단순 값으로 받으세요. 인스턴스와 쿼리셋은 넘길 수 없습니다.",
    "signal": "단순 값을 담은 이벤트를 발행하세요. 시그널은 같은 프로세스 안에서만 전달됩니다.",
    "task": "소유한 도메인의 파사드를 통해 태스크를 시작하거나, 그 도메인이 이벤트를 구독하게 하세요.",
    "template": "페이지 조립은 애그리게이터나 셸에 두고, 도메인마다 자기 부분만 렌더링하게 하세요.",
    "url": "링크는 애그리게이터나 셸에서 만들거나, URL을 설정으로 받으세요.",
}

CROSSING_REMEDIES: dict[Language, dict[str, str]] = {"en": _ENGLISH, "ko": _KOREAN}
"""For every kind of crossing, in every language."""


def crossing_remedy(kind: str, language: Language) -> str:
    """How a crossing is removed; empty for a kind that this version does not know."""
    return CROSSING_REMEDIES[language].get(kind, "")


def breaks(kind: str, words: Words) -> str:
    """What a split does to it."""
    return words.known(f"breaks.{kind}", words("breaks.unknown"))
