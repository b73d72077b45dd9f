import Sales
import SalesStore
import Values

/// One thing a person does to the company: one file each, one transaction each.
///
/// An act states what it needs as its stored properties, checks the rules, and changes the store
/// through the scope. It throws `Refusal` where a rule says no; nothing is then written.
public protocol Act: Sendable {
  /// What the person sees of it once done.
  associatedtype Outcome: Sendable
  /// Its line in the catalogue of acts.
  static var entry: ActEntry { get }
  /// Does it. It may run again on contention: it only reads and writes the store.
  func perform(_ scope: ActScope) throws -> Outcome
}

/// The line of an act in the catalogue: what the registry, the command line and the log know of it.
public struct ActEntry: Sendable, Hashable {
  /// Whether an act can be taken back.
  public enum Finality: Sendable, Hashable {
    /// Its inverse is in the log.
    case undoable
    /// It asks before, by naming the consequence.
    case final
  }

  /// Name in the log, in stage triggers and in texts (`act.<id>`): `quote.send`.
  public let id: String
  /// Whether it can be taken back.
  public let finality: Finality
  /// The roles that may do it; an administrator always may.
  public let roles: Set<Role>
  /// Whether somebody else may do it for an absent person of these roles: the act itself then looks
  /// whether he was asked to.
  public let isDelegable: Bool
  /// Whether it shows purchase prices: who does not see costs may then not do it.
  public let showsCosts: Bool

  /// A line of the catalogue.
  public init(
    _ id: String, _ finality: Finality = .undoable, roles: Set<Role>, isDelegable: Bool = false,
    showsCosts: Bool = false
  ) {
    self.id = id
    self.finality = finality
    self.roles = roles
    self.isDelegable = isDelegable
    self.showsCosts = showsCosts
  }

  /// Whether someone with these roles may do it.
  public func allows(_ held: Set<Role>) -> Bool {
    held.contains(.administrator) || !held.isDisjoint(with: roles)
  }
}

extension ActEntry {
  /// What somebody without its roles reads.
  var refusal: Refusal {
    let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
    return Refusal(.roleMissing, Fact("act", .text(id)), Fact("roles", .text(names)))
  }
}

extension Set<Role> {
  /// Everyone at the desk.
  public static let everyone: Set<Role> = [.salesperson, .manager, .orderDesk]
  /// Those who sell.
  public static let sellers: Set<Role> = [.salesperson, .manager]
  /// Those who move goods and buy.
  public static let orderDesks: Set<Role> = [.orderDesk, .manager]
  /// Managers.
  public static let managers: Set<Role> = [.manager]
}

/// Who acts.
public struct Actor: Sendable, Hashable {
  /// Identity.
  public let id: ID<Salesperson>
  /// Code: `--user CODE`.
  public let code: String
  /// Name as screens show it.
  public let name: String
  /// Roles held.
  public let roles: Set<Role>
  /// Warehouse of the person's orders, where the site names none.
  public let warehouseID: ID<Warehouse>?

  /// A person with roles.
  public init(_ person: Salesperson, roles: Set<Role>) {
    id = person.id
    code = person.code
    name = person.name
    self.roles = roles
    warehouseID = person.warehouseID
  }

  /// Whether the person holds a role; an administrator holds them all.
  public func holds(_ role: Role) -> Bool {
    roles.contains(role) || roles.contains(.administrator)
  }
}

/// What an act works with: the store in its transaction, who, when, and where the act leaves its
/// traces.
public final class ActScope {
  /// The store, in one write transaction: with costs, whoever acts, unless the server keeps them.
  public let store: StoreWriter
  /// Whether the person sees costs.
  public let sight: CostSight
  /// Who.
  public let actor: Actor
  /// When.
  public let now: Instant
  /// When, as a business day of the company.
  public let today: Day
  /// Mints identities.
  public let ids: IDMint
  private(set) var subjects: Set<ActSubject> = []
  private(set) var facts: [Fact] = []

  init(
    store: StoreWriter, sight: CostSight, actor: Actor, now: Instant, today: Day, ids: IDMint
  ) {
    self.store = store
    self.sight = sight
    self.actor = actor
    self.now = now
    self.today = today
    self.ids = ids
  }

  /// A new identity.
  public func mint<Entity>() -> ID<Entity> { ids.mint() }

  /// Says that the act is about a record: its journal will show it.
  public func concerns(_ kind: SubjectKind, _ id: UInt128) {
    subjects.insert(ActSubject(kind: kind, id: id))
  }

  /// Says a fact of the act's summary: `{number}` and the like in its text.
  public func note(_ name: String, _ value: FactValue) {
    facts.append(Fact(name, value))
  }

  /// Does another act as part of this one, in the same transaction and the same line of the log.
  public func perform<Other: Act>(_ act: Other) throws -> Other.Outcome {
    try act.perform(self)
  }
}

/// An act that was done.
public struct Performed<Outcome: Sendable>: Sendable {
  /// What the person sees.
  public let outcome: Outcome
  /// Its row in the log; nil where it changed nothing.
  public let actID: UInt128?
  /// Its line in the catalogue.
  public let entry: ActEntry
  /// The facts of its summary.
  public let facts: [Fact]
}
