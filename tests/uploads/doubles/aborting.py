"""A child whose parser dies as a native one does."""

import os

if __name__ == "__main__":
    os.abort()
