import Sales
import SalesStore
import Values

/// Ticks a task off.
public struct DoneTask: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("task.done", roles: .everyone)

  /// The task.
  public let activityID: ID<Activity>

  /// The end of a task.
  public init(_ activity: ID<Activity>) {
    activityID = activity
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Activity {
    let activity = try scope.store.get(activityID)
    guard activity.doneDay == nil else {
      throw Refusal(.taskDone, Fact("title", .text(activity.title)))
    }
    var done = activity
    done.doneDay = scope.today
    let kept = try scope.store.update(activity, to: done)
    scope.concerns(activity.subjectKind, activity.subjectID)
    scope.note("title", .text(activity.title))
    try NextAction(scope: scope).refresh(
      ActSubject(kind: activity.subjectKind, id: activity.subjectID))
    return kept
  }
}
