import Values

/// The days a figure is about; either end may be open.
public struct Period: Hashable, Sendable {
  /// First day, nil = since ever.
  public let from: Day?
  /// Last day, nil = for ever.
  public let to: Day?

  /// The days from one to another, both included.
  public init(from: Day? = nil, to: Day? = nil) {
    self.from = from
    self.to = to
  }

  /// Everything, dated or not.
  public static let everything = Period()

  /// Whether it has no end on either side: records without a day then count too.
  public var isEverything: Bool { from == nil && to == nil }

  /// Whether a day lies in it; an unknown day lies only in everything.
  public func contains(_ day: Day?) -> Bool {
    guard let day else { return isEverything }
    return (from ?? day) <= day && day <= (to ?? day)
  }
}

/// Whose figures.
public enum People: Hashable, Sendable {
  /// The whole company.
  case everyone
  /// One person.
  case salesperson(ID<Salesperson>)
  /// The people of a team.
  case team(ID<Team>)
  /// What nobody is in charge of.
  case nobody
}

/// Whose figures, and of when.
public struct IndicatorScope: Hashable, Sendable {
  /// Closings, openings and orders of these days; what is open is as it stands today.
  public var period: Period
  /// Whose.
  public var people: People
  /// Opportunities of this pipeline only. Quotes and orders belong to none and stay whole.
  public var pipelineID: ID<Pipeline>?

  /// A scope; without anything, the whole company since ever.
  public init(
    period: Period = .everything, people: People = .everyone, pipelineID: ID<Pipeline>? = nil
  ) {
    self.period = period
    self.people = people
    self.pipelineID = pipelineID
  }

  /// The same days and pipeline for other people.
  public func narrowed(to people: People) -> IndicatorScope {
    IndicatorScope(period: period, people: people, pipelineID: pipelineID)
  }
}
