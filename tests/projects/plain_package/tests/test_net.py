from graphs import Net
