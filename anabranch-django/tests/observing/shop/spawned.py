"""`manage.py`, with workers that start as new processes."""

import multiprocessing
import runpy

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    runpy.run_path("manage.py", run_name="__main__")
