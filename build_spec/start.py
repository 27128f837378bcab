"""Where the frozen program begins."""

import sys
from multiprocessing import freeze_support

if __name__ == "__main__":
    freeze_support()  # a worker process of a batch starts here too and goes no further
    from desktop.__main__ import main

    sys.exit(main())
