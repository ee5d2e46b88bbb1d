from graphs.core.net import Net
