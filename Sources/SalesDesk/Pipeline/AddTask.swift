import Sales
import SalesStore
import Values

/// A thing to do.
public struct NewTask: Sendable, Hashable {
  /// What it is about.
  public var subject: ActSubject
  /// Kind.
  public var kind: ActivityKind = .task
  /// Words.
  public var title: String
  /// Due.
  public var dueDay: Day
  /// Minute of the day; nil = any time.
  public var dueMinute: Int?
  /// Whose; nil = who adds it.
  public var salespersonID: ID<Salesperson>?

  /// A thing to do about a record by a day.
  public init(_ title: String, on subject: ActSubject, due day: Day) {
    self.title = title
    self.subject = subject
    dueDay = day
  }
}

/// Adds a thing to do; the board shows the first one open of each opportunity.
public struct AddTask: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("task.add", roles: .everyone)

  /// The thing to do.
  public let new: NewTask

  /// The adding of a task.
  public init(_ new: NewTask) {
    self.new = new
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Activity {
    guard !new.title.isEmpty else { throw Refusal(.titleMissing) }
    let activity = Activity(
      id: scope.mint(), subjectKind: new.subject.kind, subjectID: new.subject.id, kind: new.kind,
      title: new.title, dueDay: new.dueDay, dueMinute: new.dueMinute,
      salespersonID: new.salespersonID ?? scope.actor.id)
    try scope.store.insert(activity)
    scope.concerns(new.subject.kind, new.subject.id)
    scope.note("title", .text(new.title))
    scope.note("day", .day(new.dueDay))
    try NextAction(scope: scope).refresh(new.subject)
    return activity
  }
}

/// Keeps the first open task of an opportunity on its row, where the board's index reads it.
struct NextAction {
  let scope: ActScope

  func refresh(_ subject: ActSubject) throws {
    guard subject.kind == .opportunity else { return }
    let opportunity = try scope.store.get(ID<Opportunity>(rawValue: subject.id))
    let first = try scope.store.openTasks(of: subject.id).first
    var refreshed = opportunity
    refreshed.nextActionDay = first?.dueDay
    refreshed.nextAction = first?.title ?? ""
    try scope.store.update(opportunity, to: refreshed)
  }
}
