"""What the past says in Korean."""

from __future__ import annotations

HISTORY: dict[str, str] = {
    "history.title": "지난 커밋들의 지도",
    "history.day": "날짜",
    "history.commit": "커밋",
    "history.units": "유닛",
    "history.lines": "줄",
    "history.references": "참조",
    "history.tangle": "순환",
    "history.upward": "역방향",
    "history.h": "H",
    "history.unproven": "* 제한 시간 안에 찾은 값입니다. 더 적은 순서가 있을 수 있습니다.",
    "history.shallow": "이 저장소에는 최근 이력만 있습니다. 나머지는 git fetch --unshallow로 받으세요.",
    "history.absent": "이 저장소에는 지난 커밋의 파일 내용이 최대 {number:,}개 빠져 있어 "
    "그런 커밋의 수치는 실제보다 낮습니다. git fetch --refetch --no-filter로 받으세요.",
    "history.moves": "가장 크게 바뀐 곳",
    "history.move": "순환 {tangle}, 역방향 {upward}",
    "history.commits.one": "커밋 1개",
    "history.commits.many": "커밋 {number:,}개",
    "history.coupling": "함께 바뀌는 것: 기본 브랜치의 변경 {changes:,}건 (파일이 30개를 넘는 {left_out:,}건 제외)",
    "history.uncoupled": "함께 바뀐 도메인이 없습니다.",
    "history.together": "함께",
    "history.share": "비율",
    "history.ties": "결합",
    "history.unreferenced": "서로 참조하지 않는데 다섯 번 이상 함께 바뀐 쌍",
    "history.unchanged": "참조는 있지만 한 번도 함께 바뀌지 않은 쌍: {number:,}개",
    "plot.trend": "시간에 따른 순환과 역방향 결합",
    "plot.tangle": "가장 큰 순환의 유닛 수",
    "plot.upward": "역방향 결합",
    "plot.upward.declared": "선언한 순서를 어기는 결합",
    "plot.stairs": "도메인을 하나씩 분리할 때마다 남는 역방향 결합과 순환",
    "plot.matrix": "두 도메인을 함께 건드린 변경",
    "backtest.title": "지난 커밋에서 세운 계획과 그 뒤 실제로 바뀐 파일의 비교: 재현율 / 정밀도",
    "backtest.none": "이 이력에는 계획과 견줄 변경이 없습니다. 앱 사이에서 옮긴 모델도, 없앤 외래 키도, 끊은 "
    "의존성도 없습니다.",
    "backtest.change": "변경",
    "backtest.kind.moved": "모델 이동",
    "backtest.kind.key": "외래 키 제거",
    "backtest.kind.cut": "의존성 제거",
    "backtest.files": "파일",
    "backtest.plan": "계획",
    "backtest.scan": "import",
    "backtest.all": "변경 {number:,}건 전체: 그 변경 때문에 바뀐 파일 중 계획이 맞힌 비율은 {recall}, 계획이 꼽은 "
    "파일 중 실제로 바뀐 비율은 {precision}. import만 훑으면 {scan_recall}, {scan_precision}. 같은 커밋에서 바뀌었지만 "
    "분리 대상의 이름이 든 줄은 바뀌지 않은 파일 {beside}개는 뺐습니다.",
    "backtest.later": "같은 브랜치의 뒤 커밋에서야 그런 줄이 바뀐 파일 {number:,}개도 뺐습니다.",
    "backtest.usable": "재현율 0.6, 정밀도 0.8 이상입니다. 이 저장소에서는 계획의 파일 목록을 믿을 수 있습니다.",
    "backtest.unusable": "재현율 0.6 또는 정밀도 0.8에 못 미칩니다. 이 저장소에서는 계획의 파일 목록으로 "
    "공수를 예측하지 마세요.",
    "backtest.few": "변경이 5건 미만이라 보정에 쓰기에는 너무 적습니다.",
    "backtest.missed": "가장 자주 놓친 파일: {files}",
}
