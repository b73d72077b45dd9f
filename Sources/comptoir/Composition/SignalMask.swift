import Glibc

/// The signals that the workstation's loop reads from a descriptor. A thread started before they are
/// blocked would take one of them by its default action and end the program with the terminal in
/// disorder: so they are blocked before the database starts any.
enum SignalMask {
  static func block() {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in [SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT] { sigaddset(&set, signal) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }
}
