/// A moment: milliseconds since 1970-01-01 00:00 UTC, leap seconds not counted.
///
/// Rules never turn an instant into a day (that needs a time zone): the edge does.
public struct Instant: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01 00:00 UTC.
  public let milliseconds: Int64

  /// The moment that many milliseconds after 1970-01-01 00:00 UTC.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The moment at which a day, and a time on it, begin in UTC.
  public init(_ day: Day, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let seconds = Int64(hour) * 3600 + Int64(minute) * 60 + Int64(second)
    milliseconds = (Int64(day.daysSinceEpoch) * 86_400 + seconds) * 1000
  }

  /// The day at a place whose clocks are `utcOffsetSeconds` ahead of UTC at this moment.
  public func day(utcOffsetSeconds: Int = 0) -> Day {
    let (local, overflow) = milliseconds.addingReportingOverflow(Int64(utcOffsetSeconds) * 1000)
    let shifted = overflow ? milliseconds : local
    return Day(daysSinceEpoch: Int32(clamping: roundDown(Int128(shifted), 86_400_000)))
  }

  /// Milliseconds since midnight UTC.
  public var millisecondOfDay: Int {
    let rest = milliseconds % 86_400_000
    return Int(rest < 0 ? rest + 86_400_000 : rest)
  }

  /// The moment `milliseconds` later; stays at the end of time rather than wrap around.
  public func adding(milliseconds more: Int64) -> Instant {
    let (sum, overflow) = milliseconds.addingReportingOverflow(more)
    return Instant(milliseconds: overflow ? (more < 0 ? .min : .max) : sum)
  }

  /// The earlier moment comes first.
  public static func < (left: Instant, right: Instant) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Reads `2026-11-21T22:22:22.000Z`, the fraction of three digits being optional.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 20 || bytes.count == 24, bytes[10] == UInt8(ascii: "T"),
      bytes.last == UInt8(ascii: "Z"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"),
      let day = Day(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
      let hour = digits(bytes[11..<13]), hour < 24,
      let minute = digits(bytes[14..<16]), minute < 60,
      let second = digits(bytes[17..<19]), second < 60
    else { return nil }
    var fraction = 0
    if bytes.count == 24 {
      guard bytes[19] == UInt8(ascii: "."), let read = digits(bytes[20..<23]) else { return nil }
      fraction = read
    }
    let whole = Instant(day, hour: hour, minute: minute, second: second)
    self.init(milliseconds: whole.milliseconds + Int64(fraction))
  }

  /// The moment as `2026-11-21T22:22:22.000Z`.
  public var isoText: String {
    let rest = millisecondOfDay
    let (hour, minute) = (rest / 3_600_000, rest / 60_000 % 60)
    let (second, fraction) = (rest / 1000 % 60, rest % 1000)
    let time = "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    return "\(day().isoText)T\(time).\(padded(fraction, 3))Z"
  }

  /// The moment as `2026-11-21T22:22:22.000Z`.
  public var description: String { isoText }
}
