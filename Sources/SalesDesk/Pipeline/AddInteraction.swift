import Sales
import SalesStore
import Values

/// Keeps a fact of the past: call, mail, note, visit. It resets no counter (rules.md 2.17).
public struct AddInteraction: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("interaction.add", roles: .everyone)

  /// What it is about.
  public let subject: ActSubject
  /// Kind.
  public let kind: InteractionKind
  /// Words.
  public let text: String

  /// A fact about a record.
  public init(_ kind: InteractionKind, _ text: String, on subject: ActSubject) {
    self.kind = kind
    self.text = text
    self.subject = subject
  }

  /// Does it.
  public func perform(_ scope: ActScope) throws -> Interaction {
    guard !text.isEmpty else { throw Refusal(.titleMissing) }
    let interaction = Interaction(
      id: scope.mint(), subjectKind: subject.kind, subjectID: subject.id,
      customerID: try customer(scope), kind: kind, text: text, occurredAt: scope.now,
      salespersonID: scope.actor.id)
    try scope.store.insert(interaction)
    scope.concerns(subject.kind, subject.id)
    scope.note("text", .text(text))
    return interaction
  }

  private func customer(_ scope: ActScope) throws -> ID<Customer>? {
    switch subject.kind {
    case .customer: ID(rawValue: subject.id)
    case .opportunity: try scope.store.get(ID<Opportunity>(rawValue: subject.id)).customerID
    case .quote: try scope.store.get(ID<Quote>(rawValue: subject.id)).customerID
    case .order: try scope.store.get(ID<SalesOrder>(rawValue: subject.id)).customerID
    case .purchaseOrder, .product: nil
    }
  }
}
