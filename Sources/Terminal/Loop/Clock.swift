import Glibc

/// Time for deadlines and double clicks: it never goes back and has nothing to do with the day.
public enum Clock {
  /// Milliseconds since the machine started.
  public static func nowMs() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1000 + UInt64(time.tv_nsec) / 1_000_000
  }
}
