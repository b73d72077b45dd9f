import Glibc

/// Times that never go back.
enum Stopwatch {
  /// Nanoseconds since the machine started.
  static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }

  /// Milliseconds that each of `count` runs took, after a few unmeasured ones.
  static func times(_ count: Int, warmUp: Int = 5, _ body: (Int) throws -> Void) rethrows -> Sample
  {
    for turn in 0..<warmUp { try body(turn) }
    var times: [Double] = []
    for turn in 0..<count {
      let start = now()
      try body(turn)
      times.append(Double(now() - start) / 1e6)
    }
    return Sample(times)
  }
}

/// Measured values, sorted.
struct Sample {
  private let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.sorted()
  }

  /// The value under which that share of them lies.
  func percentile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  /// p50 and p99, as a measurement names them.
  var usual: [(label: String, value: Double)] {
    [("p50", percentile(0.5)), ("p99", percentile(0.99))]
  }
}
