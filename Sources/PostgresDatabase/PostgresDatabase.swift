// One company, a schema of one database, through three connections at most:
//
//   acts ─────── write                                  opened with the database
//   look-ups ─── read, LISTEN ─► PostgresWatch          opened by the first who reads or watches
//   indicators ─ PostgresReader                         opened by the first who reads them
//
// Each has its own serial queue and never leaves it.
import CPostgreSQL
import Database
import Dispatch
import Glibc
import Synchronization

/// A connection and the queue it lives on.
final class SessionQueue: @unchecked Sendable {
  let queue: DispatchQueue
  private let session: PostgresSession

  init(_ session: PostgresSession, label: String, qos: DispatchQoS = .userInitiated) {
    self.session = session
    queue = DispatchQueue(label: label, qos: qos)
  }

  /// What stops the statement under way, from any queue.
  var canceller: Canceller { session.canceller }

  /// Runs `body` on the queue of the connection.
  func run<T>(_ body: (PostgresSession) throws -> T) rethrows -> T {
    try queue.sync {
      defer { session.afterWork?() }
      return try body(session)
    }
  }

  /// The connection, for work that is on its queue already.
  var onQueue: PostgresSession {
    dispatchPrecondition(condition: .onQueue(queue))
    return session
  }
}

/// A company's PostgreSQL database.
public final class PostgresDatabase: CompanyDatabase {
  /// How a database is opened.
  public struct Options: Sendable {
    /// The number of the last migration this program knows; a schema with a higher one is refused.
    /// Nil does not look.
    public var knownSchema: Int?
    /// Whether a database without a company is accepted.
    public var creates: Bool
    /// How long a transaction waits for others, and for a server that went away.
    public var busyLimit: Duration
    /// Where the indicators are read; nil = where everything else is. A standby that follows the
    /// company's server spares it their work.
    public var indicators: PostgresAddress?

    /// Accepts empty databases, knows any schema and waits five seconds unless told otherwise.
    public init(
      knownSchema: Int? = nil, creates: Bool = true, busyLimit: Duration = .seconds(5),
      indicators: PostgresAddress? = nil
    ) {
      self.knownSchema = knownSchema
      self.creates = creates
      self.busyLimit = busyLimit
      self.indicators = indicators
    }
  }

  /// Where it is.
  public let address: PostgresAddress
  /// The schema the company lives in: the first of the search path.
  public let schema: String
  private let options: Options
  private let acts: SessionQueue
  private let lookUps: SessionQueue
  /// The server's process of the connection for acts, whose notices are our own.
  private let actsProcess = Atomic<Int32>(0)

  private init(
    _ address: PostgresAddress, schema: String, options: Options, acts: PostgresSession
  ) {
    self.address = address
    self.schema = schema
    self.options = options
    self.acts = SessionQueue(acts, label: "comptoir.postgres.acts")
    lookUps = SessionQueue(
      PostgresSession(address, purpose: "comptoir look-ups", limit: options.busyLimit),
      label: "comptoir.postgres.look-ups")
  }

  /// Opens a company's database; nothing in it is changed.
  ///
  /// - Throws: `OpenError`.
  public static func open(
    _ address: PostgresAddress, options: Options = Options()
  ) throws -> PostgresDatabase {
    let session = PostgresSession(
      address, purpose: "comptoir acts", limit: options.busyLimit)
    do {
      try session.open()
      let schema = try PostgresInspection(address, options).schema(of: session)
      return PostgresDatabase(address, schema: schema, options: options, acts: session)
    } catch let error as SQLError {
      throw OpenError(address, error)
    }
  }

  /// The address without its password.
  public var name: String { address.shown }

  /// The server's name for whoever connected.
  public var login: String? { acts.run { $0.login } }

  /// PostgreSQL's.
  public var dialect: SQLDialect { .postgresql }

  /// Runs `body` on one snapshot.
  public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try lookUps.run { try $0.enduring(.read, limit: options.busyLimit, body) }
  }

  /// Runs `body` in one transaction. When the server goes away it is run again on a new connection,
  /// unless the server may have committed it.
  ///
  /// - Throws: `SQLError`, of kind `outcomeUnknown` where it may; whatever `body` throws.
  @discardableResult
  public func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try acts.run { session in
      let begun = ContinuousClock.now
      let retry = WriteRetry(limit: options.busyLimit)
      return try retry.run(
        elapsed: { ContinuousClock.now - begun }, pause: { PostgresPause.wait($0) }
      ) {
        defer { actsProcess.store(session.serverProcess, ordering: .relaxed) }
        return try session.enduring(.write, limit: options.busyLimit) { connection in
          // Known before anything is committed, so that our own notices are never taken for others'.
          actsProcess.store(session.serverProcess, ordering: .relaxed)
          return try body(connection)
        }
      }
    }
  }

  /// Opens the indicators' connection, when it is first read.
  ///
  /// - Throws: `SQLError` where the server of the indicators is asked for, but not the company's.
  public func openIndicators() throws -> any InterruptibleDatabase {
    let session = PostgresSession(
      options.indicators ?? address, purpose: "comptoir indicators", limit: options.busyLimit)
    if options.indicators != nil {
      let own = try acts.run { session in
        try session.enduring(.read, limit: options.busyLimit) { try CopyMark($0) }
      }
      session.afterOpening = { [unowned session] in
        guard try session.enduring(.read, limit: .zero, { try CopyMark($0) }) == own else {
          throw SQLError(
            .other, message: "the server of the indicators does not follow the company's server")
        }
      }
    }
    return PostgresReader(
      SessionQueue(session, label: "comptoir.postgres.indicators", qos: .utility),
      limit: options.busyLimit)
  }

  /// Listens to what others' acts announce.
  public func watchChanges(
    _ onChange: @escaping @Sendable (CompanyChange) -> Void
  ) throws -> any ChangeWatch {
    let watch = PostgresWatch(
      lookUps, channel: PostgresWatch.channel(of: schema),
      isOwn: { [weak self] process in
        self?.actsProcess.load(ordering: .relaxed) == process
      },
      onChange)
    try watch.begin()
    return watch
  }

  /// Runs `body`: here nobody waits for a whole company.
  public func holding<T>(
    user: String, what: String, sinceMs: Int64, _ body: () throws -> T
  ) throws -> T {
    try body()
  }

  /// Closes the connections.
  public func close() throws {
    acts.run { $0.close() }
    lookUps.run { $0.close() }
  }
}

/// What a server and all that follow it have in common, and no other server: with the schema, a company.
private struct CopyMark: Hashable {
  let system: String
  let database: String
  let schema: String

  init(_ connection: any SQLConnection) throws {
    let found = try connection.first(
      """
      SELECT CAST(system_identifier AS text), CAST(current_database() AS text),
        CAST(COALESCE(current_schema(), '') AS text)
      FROM pg_control_system()
      """
    ) { (try $0.text(0), try $0.text(1), try $0.text(2)) }
    (system, database, schema) = found ?? ("", "", "")
  }
}

/// The waits between the attempts of one transaction.
enum PostgresPause {
  /// Two desks that stood in each other's way begin again at different times.
  static func wait(_ attempt: Int) {
    usleep(UInt32.random(in: 500...2_000) * UInt32(attempt))
  }
}

/// A connection of its own that only reads, for the indicators.
public final class PostgresReader: InterruptibleDatabase {
  private let sessions: SessionQueue
  private let limit: Duration

  init(_ sessions: SessionQueue, limit: Duration) {
    self.sessions = sessions
    self.limit = limit
  }

  /// Runs `body` on one snapshot. A standby ends a reading that keeps it from following: it is begun
  /// again.
  ///
  /// - Throws: `SQLError`, of kind `interrupted` after `interrupt()`.
  public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    try sessions.run { session in
      let begun = ContinuousClock.now
      return try WriteRetry(limit: limit).run(
        elapsed: { ContinuousClock.now - begun }, pause: { PostgresPause.wait($0) }
      ) { try session.enduring(.read, limit: limit, body) }
    }
  }

  /// Refuses: this connection only reads.
  @discardableResult
  public func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    throw SQLError(.readOnly, message: "this connection only reads")
  }

  /// Stops the statement under way, from any queue.
  public func interrupt() { sessions.canceller.cancel() }

  /// Closes the connection.
  public func close() throws { sessions.run { $0.close() } }
}
