from graphs.core.net import Net


def read() -> Net:
    return Net()
