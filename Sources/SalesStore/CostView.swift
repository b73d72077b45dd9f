import Database
import Sales
import Values

// Costs are kept from roles in one place: here. A store seen by somebody (`Store.seen(by:)`) reads records
// of costs as absent and columns of costs as empty, and the few statements that join costs ask `sight`.
//
//                      sees costs          sees none
//   file               the program writes  the program writes, through `costKeeper`
//   server, own login  the program writes  the server's triggers write (migration 0013)
//   server, one login  the program writes  the program writes, through `costKeeper`

/// What of costs is seen in a transaction: decided once, when the first cost is met.
public final class CostView {
  let roles: Set<Role>?
  private var known: CostSight?
  private var serverKeeps: Bool?

  /// Everything is seen.
  public convenience init() { self.init(of: nil) }

  init(of roles: Set<Role>?) { self.roles = roles }

  fileprivate func sight(_ connection: any SQLConnection) throws -> CostSight {
    if let known { return known }
    let found = try read(connection)
    known = found
    return found
  }

  private func read(_ connection: any SQLConnection) throws -> CostSight {
    guard let roles, CostVisibility.managersOnly.sight(of: roles) == .hidden else { return .full }
    let name = CompanySettings.costVisibilityName
    let stored = try connection.first("SELECT value FROM setting WHERE name = \(name)") {
      CostVisibility(rawValue: try $0.text(0))
    }
    return ((stored ?? .everyone) ?? .everyone).sight(of: roles)
  }

  /// Whether the server knows that this session sees no costs, and keeps them itself.
  fileprivate func isKeptByServer(_ connection: any SQLConnection) throws -> Bool {
    // The walls stand on a server: on one machine the file's owner is everybody.
    guard connection.dialect == .postgresql else { return false }
    if let serverKeeps { return serverKeeps }
    let sees = try connection.first("SELECT wall_sees_costs()") { try $0.bool(0) } ?? true
    serverKeeps = !sees
    return !sees
  }
}

extension StoreReading {
  /// Whether costs are seen in this transaction.
  public var sight: CostSight {
    get throws { try view.sight(connection) }
  }

  /// Whether costs are not seen, and the server keeps them: then no statement may name one.
  var isKeptByServer: Bool {
    get throws { try sight == .hidden && view.isKeptByServer(connection) }
  }

  func hides(_ table: Table) throws -> Bool {
    guard table.secret != .none else { return false }
    return try sight == .hidden
  }

  /// A part of a statement that names costs, or what stands in its place where they are not seen.
  func whereSeen(_ costs: SQL, else hidden: SQL) throws -> SQL {
    try sight == .full ? costs : hidden
  }

  /// The same snapshot with its costs, for rules and never for eyes; nil where the server keeps them.
  var costReader: StoreReader? {
    get throws {
      try isKeptByServer ? nil : StoreReader(connection: connection, viewer: nil)
    }
  }
}

extension StoreWriter {
  /// Whether the program writes costs in this transaction, and not the server.
  public var keepsCosts: Bool { get throws { try !isKeptByServer } }

  /// The writer of the same transaction that reads and writes costs, whoever acts; nil where the server
  /// keeps them itself, because the person's login sees none.
  public var costKeeper: StoreWriter? {
    get throws {
      guard try sight == .hidden else { return self }
      return try isKeptByServer ? nil : StoreWriter(connection: connection, log: log)
    }
  }
}
