import Database
import Sales
import Values

/// A task with the record it is about, in the words of a list.
public struct TaskSummary: Sendable, Hashable {
  /// The task.
  public let activity: Activity
  /// Number or code of its record.
  public let number: String
  /// Title of the opportunity, or name of the customer.
  public let title: String
  /// Name of the customer of an opportunity; empty elsewhere, where `title` says it.
  public let customer: String
}

extension StoreReading {
  /// The open tasks about a record, the first due first.
  public func openTasks(of subject: UInt128) throws -> [Activity] {
    try all(
      Activity.self,
      """
      WHERE subject_id = \(SQLValue.id(subject)) AND done_day IS NULL
      ORDER BY due_day, COALESCE(due_minute, 1440), id
      """)
  }

  /// Everything to do about a record, what is done last.
  public func tasks(of subject: UInt128, limit: Int = 100) throws -> [Activity] {
    try all(
      Activity.self,
      """
      WHERE subject_id = \(SQLValue.id(subject))
      ORDER BY done_day IS NOT NULL, due_day, id LIMIT \(limit)
      """)
  }

  /// The calls, mails, notes and visits about a record, the newest first.
  public func interactions(of subject: UInt128, limit: Int = 50) throws -> [Interaction] {
    try all(
      Interaction.self,
      """
      WHERE subject_id = \(SQLValue.id(subject)) ORDER BY occurred_at DESC, id DESC
      LIMIT \(limit)
      """)
  }

  /// The calls, mails, notes and visits with a customer, whatever they were about.
  public func interactions(
    with customer: ID<Customer>, limit: Int = 50
  ) throws -> [Interaction] {
    try all(
      Interaction.self,
      """
      WHERE customer_id = \(customer) ORDER BY occurred_at DESC, id DESC LIMIT \(limit)
      """)
  }

  /// A person's open tasks due by a day, the first due first.
  public func openTasks(
    for person: ID<Salesperson>, by day: Day, limit: Int = 200
  ) throws -> [TaskSummary] {
    try all(
      Activity.self,
      """
      WHERE salesperson_id = \(person) AND done_day IS NULL AND due_day <= \(day)
      ORDER BY due_day, COALESCE(due_minute, 1440), id LIMIT \(limit)
      """
    ).map(summary)
  }

  func summary(_ activity: Activity) throws -> TaskSummary {
    let (number, title) = try words(activity)
    return TaskSummary(
      activity: activity, number: number, title: title, customer: try customer(of: activity))
  }

  private func customer(of activity: Activity) throws -> String {
    guard activity.subjectKind == .opportunity,
      let opportunity = try find(ID<Opportunity>(rawValue: activity.subjectID)),
      let id = opportunity.customerID
    else { return "" }
    return try find(id)?.name ?? ""
  }

  private func words(_ activity: Activity) throws -> (String, String) {
    let id = activity.subjectID
    switch activity.subjectKind {
    case .opportunity:
      let found = try find(ID<Opportunity>(rawValue: id))
      return (found?.number ?? "", found?.title ?? "")
    case .customer:
      let found = try find(ID<Customer>(rawValue: id))
      return (found?.code ?? "", found?.name ?? "")
    case .quote:
      let found = try find(ID<Quote>(rawValue: id))
      let customer = try found.flatMap { try find($0.customerID) }
      return (found?.number ?? "", customer?.name ?? "")
    case .order:
      let found = try find(ID<SalesOrder>(rawValue: id))
      let customer = try found.flatMap { try find($0.customerID) }
      return (found?.number ?? "", customer?.name ?? "")
    case .purchaseOrder:
      let found = try find(ID<PurchaseOrder>(rawValue: id))
      let supplier = try found.flatMap { try find($0.supplierID) }
      return (found?.number ?? "", supplier?.name ?? "")
    case .product:
      let found = try find(ID<Product>(rawValue: id))
      return (found?.code ?? "", found?.name ?? "")
    }
  }
}
