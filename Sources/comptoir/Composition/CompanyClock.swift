import Foundation
import SalesDesk
import Values

/// The time, read once at the edge: the instant, and the business day in the company's time zone.
struct CompanyClock: Sendable {
  /// The present instant.
  let now: @Sendable () -> Instant
  private let zone: TimeZone

  /// The clock of a company in this zone (`Europe/Paris`); a zone nobody knows is the machine's.
  init(timeZone: String, now: @escaping @Sendable () -> Instant) {
    self.now = now
    zone = TimeZone(identifier: timeZone) ?? .current
  }

  /// What desks read at each act.
  var desk: DeskClock {
    let clock = self
    return DeskClock(wallClock: { clock.wallClock($0) }) {
      let instant = clock.now()
      return (instant, clock.day(of: instant))
    }
  }

  /// The business day of an instant.
  func day(of instant: Instant) -> Day {
    instant.day(utcOffsetSeconds: offset(at: instant))
  }

  /// The instant moved so that its UTC reading is the company's wall clock.
  func wallClock(_ instant: Instant) -> Instant {
    instant.adding(milliseconds: Int64(offset(at: instant)) * 1_000)
  }

  private func offset(at instant: Instant) -> Int {
    let seconds = Double(instant.milliseconds / 1_000)
    return zone.secondsFromGMT(for: Date(timeIntervalSince1970: seconds))
  }

  /// The machine's clock, or the instant that `COMPTOIR_NOW` (ISO 8601, UTC) stands still at.
  static func source(_ surround: Surround) throws -> @Sendable () -> Instant {
    guard let text = surround.value("COMPTOIR_NOW") else { return machine }
    guard let instant = Instant(iso: text) else { throw ShellError.badInstant(text) }
    return { instant }
  }

  /// The machine's clock.
  @Sendable static func machine() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
