"""What opened numbers are called in Korean."""

from __future__ import annotations

OPENED: dict[str, str] = {
    "opened.title": "{row}의 숫자 하나하나",
    "opened.part": "{name}: {number:,}개",
    "opened.schema": "마이그레이션",
    "opened.tables": "테이블",
    "opened.symbols": "심볼",
    "opened.files": "파일과 그 안의 줄",
    "opened.lines": "줄",
    "opened.left": "아직 얽혀 있는 유닛",
    "opened.upward": "역방향 결합",
    "opened.units": "유닛과 그 줄 수",
    "opened.tangle": "가장 큰 순환의 유닛",
    "opened.references": "참조",
    "opened.together": "둘을 함께 건드린 변경",
    "opened.changes": "{about} 도메인을 건드린 변경",
    "opened.ties": "지금의 결합",
    "opened.no_row": "{name}: 없는 행입니다. 있는 행: {names}.",
    "opened.pair": "{name}: 표에 있는 시점(2026-03 또는 커밋)도, 두 도메인(orders,catalog)도 아닙니다.",
}
