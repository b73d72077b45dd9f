import GRDB
import Glibc
import Synchronization

/// How long a transaction waits for another process: the time runs from the first attempt, not
/// from each, and the waiting is fine-grained, because most writers are done in a millisecond.
final class Patience: Sendable {
  private let limitNs: Int64
  private let beginNs = Atomic<Int64>(0)

  init(limit: Duration) {
    let parts = limit.components
    limitNs = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
  }

  /// Starts the count.
  func begin() {
    beginNs.store(Self.nowNs(), ordering: .relaxed)
  }

  /// The time since `begin`.
  var elapsed: Duration {
    .nanoseconds(Self.nowNs() - beginNs.load(ordering: .relaxed))
  }

  /// Waits a moment for the `tries`-th time; false when the time is over.
  func wait(_ tries: Int) -> Bool {
    guard Self.nowNs() - beginNs.load(ordering: .relaxed) < limitNs else { return false }
    usleep(tries < 20 ? 500 : 5_000)
    return true
  }

  private static func nowNs() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
