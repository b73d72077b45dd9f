import Sales
import SalesStore
import Values

/// Says what happens under a floor: to a line of a family, or to a whole document; for a class of
/// customers, for a role. Of the rules that fit the most specific holds (`FloorRules`).
public struct SetFloorRule: Act {
  /// Its line in the catalogue.
  public static let entry = ActEntry("floor.setRule", roles: .managers)

  /// A line, or the document.
  public let subject: FloorSubject
  /// Family; nil = every product.
  public let familyID: ID<Family>?
  /// Class of customers; empty = every class.
  public let customerClass: String
  /// Role; nil = every role.
  public let role: Role?
  /// What happens; nil = what the next rule says.
  public let action: FloorAction?

  /// The setting of a rule.
  public init(
    _ subject: FloorSubject, family: ID<Family>? = nil, customerClass: String = "",
    role: Role? = nil, to action: FloorAction?
  ) {
    self.subject = subject
    familyID = family
    self.customerClass = customerClass
    self.role = role
    self.action = action
  }

  /// Does it.
  ///
  /// - Throws: `floorRuleScope` for a family of documents, or a role that sells nothing;
  ///   `floorRuleUnknown` where there is nothing to remove.
  public func perform(_ scope: ActScope) throws {
    guard subject == .line || familyID == nil, role.map(FloorActions.roles.contains) ?? true else {
      throw Refusal(.floorRuleScope)
    }
    let family = try familyID.map { try scope.store.get($0) }
    if action != nil { try scope.store.classIsKnown(customerClass) }
    let kept = try scope.store.floorRule(subject, familyID, customerClass, role)
    switch (kept, action) {
    case (let kept?, let action?):
      var changed = kept
      changed.action = action
      if changed != kept { try scope.store.update(kept, to: changed) }
    case (let kept?, nil): try scope.store.delete(kept)
    case (nil, let action?):
      try scope.store.insert(
        FloorRule(
          subject, familyID: familyID, customerClass: customerClass, role: role, action: action))
    case (nil, nil): throw Refusal(.floorRuleUnknown)
    }
    if let family { scope.note("family", .text(family.name)) }
    if !customerClass.isEmpty { scope.note("class", .text(customerClass)) }
    if let role { scope.note("role", .text(role.rawValue)) }
    scope.note("subject", .text(subject.rawValue))
    if let action { scope.note("action", .text(action.rawValue)) }
  }
}

extension StoreReading {
  /// A class of customers that one has, while any has one: another is a slip of the finger.
  /// - Throws: `customerClassUnknown`, with those that are known.
  func classIsKnown(_ customerClass: String) throws {
    guard !customerClass.isEmpty else { return }
    let known = try customerClasses()
    guard known.isEmpty || known.contains(customerClass) else {
      throw Refusal(
        .customerClassUnknown, Fact("class", .text(customerClass)),
        Fact("known", .text(known.joined(separator: ", "))))
    }
  }
}
