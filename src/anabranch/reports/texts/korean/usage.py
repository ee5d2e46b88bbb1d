"""What is said in Korean of what was typed."""

from __future__ import annotations

USAGE = {
    "usage.try": "도움말: {command}",
    "usage.empty": "{name}: 값이 비어 있습니다. 설정되지 않은 변수인지 확인하고, 빼거나 값을 적어 주세요.",
    "usage.idle.without": "{name}: {other} 없이는 효과가 없습니다. 함께 쓰거나 빼세요.",
    "usage.idle.beside": "{name}: {other} 사용 시 효과가 없습니다. 둘 중 하나를 빼세요.",
    "usage.twice": "폴더를 두 번 적었습니다: {one}, --in {other}.",
    "usage.no_command": "명령이 빠졌습니다.",
    "usage.command": "{name!r}: 없는 명령입니다.",
    "usage.close": "혹시 {close}?",
    "usage.option": "{name}: 없는 옵션입니다.",
    "usage.missing": "{name}: 빠졌습니다. 반드시 적어야 합니다.",
    "usage.value": "{name}: 값이 빠졌거나, 값을 받지 않는 옵션에 값을 적었습니다.",
    "usage.extra": "남는 인자: {names}.",
    "usage.choice": "{name}: 쓸 수 있는 값: {values}.",
    "usage.number": "{name}: 정수를 적어 주세요.",
    "usage.least": "{name}: {least} 이상의 정수를 적어 주세요.",
    # what the system says of files
    "os.No such file or directory": "그런 파일이나 폴더가 없음",
    "os.Permission denied": "권한 없음",
    "os.File exists": "같은 이름의 파일이 이미 있음",
    "os.Is a directory": "파일이 아니라 폴더임",
    "os.Not a directory": "폴더가 아님",
    "os.No space left on device": "디스크 공간 없음",
    "os.Read-only file system": "읽기 전용 파일 시스템",
    "os.Bad file descriptor": "닫힌 출력",
}
