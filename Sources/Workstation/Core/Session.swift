import Sales
import SalesDesk
import SalesStore
import Terminal
import Values

/// What every screen may ask of its surroundings: who works here, which day it is, how things are
/// written. A value, renewed when one of them changes.
public struct Session: Sendable {
  /// Who acts.
  public var actor: Actor
  /// The company: its name, its currency.
  public var company: Company
  /// Its warehouses, in sequence.
  public var warehouses: [Warehouse]
  /// Today, in the company's time zone.
  public var today: Day
  /// How amounts, days and words are written.
  public var format: Format
  /// What a crash left unsaved, oldest first: quote entry opens with it, and the journal is told to
  /// forget it once it is in the store or given up.
  public var drafts: [KeptDraft] = []
  /// Whether an absent manager gave this person her decisions, when the session began.
  public var standsIn = false
  /// Whether costs were shown to this person when the session began.
  public var sight = CostSight.full
  /// Documents being typed that are not on the screen; the model keeps it true.
  public internal(set) var openWork: [OpenWork] = []
  /// The person's documents folder: where files go unless told otherwise.
  public var documents = ""
  /// Another one after each change, which the model sees to: what is drawn from a session of the same edition
  /// looks the same.
  public internal(set) var edition = 0
  /// Size of the terminal; the model keeps it true. A list needs it to scroll.
  public internal(set) var size = Size(120, 40)

  /// What a screen draws on, as a rectangle of the frame: mouse events count from the same corner.
  public var body: Rect { Rect(0, 1, size.width, max(0, size.height - 3)) }

  /// A place of the frame as a place of the screen's canvas.
  public func inBody(_ point: Point) -> Point { Point(point.x - body.x, point.y - body.y) }

  /// A session.
  public init(
    actor: Actor, company: Company, warehouses: [Warehouse], today: Day, format: Format
  ) {
    self.actor = actor
    self.company = company
    self.warehouses = warehouses
    self.today = today
    self.format = format
  }

  /// A text of the interface.
  public func text(_ key: String, _ facts: Fact...) -> String {
    format.text(key, facts)
  }

  /// An amount of the company's currency.
  public func money(_ amount: Amount) -> String { format.money(amount, company.currency) }
}

extension Session {
  /// The session of a desk, read from the company.
  public static func read(_ desk: Desk, format: Format) throws -> Session {
    try desk.read { reader in
      var session = Session(
        actor: desk.actor, company: try reader.get(Company.self, .integer(1)),
        warehouses: try reader.all(Warehouse.self, "ORDER BY sequence, code"),
        today: desk.clock.now().day, format: format)
      session.standsIn = try !reader.delegators(to: desk.actor.id, on: session.today).isEmpty
      session.sight = try reader.sight
      return session
    }
  }

  /// Whether this person decides on approvals: by role, or for an absent manager.
  public var decides: Bool { DecideApproval.entry.allows(actor.roles) || standsIn }
}
