import Values

/// From which day a dunning level counts.
public enum DunningAnchor: String, Hashable, Sendable, CaseIterable {
  /// The invoice's due day.
  case dueDay
  /// The day of the level before.
  case previousLevel
}

/// One level of reminders.
public struct DunningStep: Hashable, Sendable {
  /// From which day it counts.
  public let anchor: DunningAnchor
  /// Days after it.
  public let delayDays: Int
  /// Whether the day then moves to the end of its month.
  public let endOfMonth: Bool

  /// A level.
  public init(from anchor: DunningAnchor, delayDays: Int, endOfMonth: Bool = false) {
    self.anchor = anchor
    self.delayDays = delayDays
    self.endOfMonth = endOfMonth
  }
}

/// When a customer is reminded (rules.md 2.15, AT-50).
public struct DunningPolicy: Hashable, Sendable {
  /// The levels, the first reminder first.
  public let steps: [DunningStep]

  /// A policy of those levels.
  public init(_ steps: [DunningStep]) { self.steps = steps }

  /// Due day + 10 days; due day + 30 days end of month; previous reminder + 10 days.
  public static let usual = DunningPolicy([
    DunningStep(from: .dueDay, delayDays: 10),
    DunningStep(from: .dueDay, delayDays: 30, endOfMonth: true),
    DunningStep(from: .previousLevel, delayDays: 10),
  ])

  /// The day of each level when every reminder is sent on its day.
  public func schedule(due: Day) -> [Day] {
    var days: [Day] = []
    for step in steps { days.append(day(of: step, due: due, previous: days.last)) }
    return days
  }

  /// The level to send today, 1 for the first, or nil. No level is skipped: after level n only
  /// n + 1 can come. A disputed invoice stays out.
  ///
  /// `reached` is the last level sent, 0 for none; `sentOn` the day on which it was sent.
  public func nextLevel(
    due: Day, today: Day, reached: Int, sentOn: Day?, isDisputed: Bool = false
  ) -> Int? {
    guard !isDisputed, steps.indices.contains(reached) else { return nil }
    return today >= day(of: steps[reached], due: due, previous: sentOn) ? reached + 1 : nil
  }

  private func day(of step: DunningStep, due: Day, previous: Day?) -> Day {
    let from = step.anchor == .previousLevel ? previous ?? due : due
    let day = from + step.delayDays
    return step.endOfMonth ? day.endOfMonth : day
  }
}
