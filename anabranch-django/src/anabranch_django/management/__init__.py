"""Commands of `manage.py`: one file each, where Django looks for them."""
