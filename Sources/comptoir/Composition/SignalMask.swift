import Glibc
import Terminal

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

  /// Ends the process by the signal that asked for it, everything being in a safe place: whoever
  /// started it is told the truth.
  static func end(by termination: Termination) {
    let number =
      switch termination {
      case .terminated: SIGTERM
      case .hangUp: SIGHUP
      case .interrupted: SIGINT
      }
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    // Unblocked first: a hang-up still pending in the descriptor is the same end.
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(number)
  }
}
