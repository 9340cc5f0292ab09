"""Run a command that cannot outlive the process that started it.

Called as a script: `python -I -S leash.py PARENT SIGNAL COMMAND…`. It asks the Linux kernel to send SIGNAL to this
process when the parent ends, however it ends (`PR_SET_PDEATHSIG`), then becomes COMMAND; the request survives the
exec. Doing it here and not in a `preexec_fn` keeps Python code out of the moment between fork and exec, where another
thread's lock could hang it. Other systems have no such request: there the command simply runs.
"""

import os
import sys

PR_SET_PDEATHSIG = 1


def hold(parent: int, signal_number: int) -> None:
    """Have the kernel send `signal_number` when the parent ends; raises OSError when the kernel refuses."""
    if sys.platform != "linux":
        return
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG) was refused")
    # The parent may have ended before the request was made; then nobody would ever send the signal.
    if os.getppid() != parent:
        sys.exit(1)


if __name__ == "__main__":
    hold(int(sys.argv[1]), int(sys.argv[2]))
    os.execvp(sys.argv[3], sys.argv[3:])  # noqa: S606 - becoming the command, without a shell, is the purpose
