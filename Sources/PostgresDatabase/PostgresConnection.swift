import CPostgreSQL
import Database
import Glibc

/// One connection inside one transaction.
final class PostgresConnection: SQLConnection {
  private let session: PostgresSession
  /// The first error of a statement: from then on the transaction can only be rolled back.
  private(set) var failure: SQLError?
  fileprivate var isOver = false

  fileprivate init(_ session: PostgresSession) { self.session = session }

  var dialect: SQLDialect { .postgresql }

  func visit(_ sql: SQL, _ body: (any SQLRow) throws -> Bool) throws {
    let stream = try noting { try session.stream(sql) }
    var wantsMore = true
    do {
      while wantsMore, let result = try noting({ try stream.row() }) {
        defer { PQclear(result) }
        wantsMore = try body(PostgresRow(result: result, row: 0))
      }
    } catch {
      try? stream.finish()
      throw error
    }
    try noting { try stream.finish() }
  }

  @discardableResult
  func run(_ sql: SQL) throws -> Int {
    try noting { try session.execute(sql) }
  }

  func script(_ text: String) throws {
    try noting {
      try session.command(text)
      guard PQtransactionStatus(session.handle) == PQTRANS_INTRANS else {
        throw SQLError(.syntax, message: "a script must not end the transaction it runs in")
      }
    }
  }

  @discardableResult
  func load(
    into table: SQLIdentifier, columns: [SQLIdentifier],
    _ rows: (_ add: ([SQLValue]) throws -> Void) throws -> Void
  ) throws -> Int {
    try noting { try PostgresLoading(session, table, columns).load(rows) }
  }

  private func noting<T>(_ body: () throws -> T) throws -> T {
    precondition(!isOver, "a connection was used after its transaction")
    do {
      return try body()
    } catch let error as SQLError {
      if failure == nil { failure = error }
      throw error
    }
  }
}

/// The two kinds of transaction.
enum TransactionKind {
  /// One snapshot.
  case read
  /// Statements that see what others commit meanwhile, each on its own.
  case write

  fileprivate var begin: String {
    switch self {
    case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    case .write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
    }
  }
}

extension PostgresSession {
  /// Runs `body` in a transaction, on a connection that is opened again where it was lost: what was
  /// lost before its COMMIT was sent is run again, for as long as `limit`.
  ///
  /// - Throws: `SQLError` of kind `outcomeUnknown` when the server went away during the COMMIT of a
  ///   write, `connectionLost` when it does not come back, or whatever `body` throws.
  func enduring<T>(
    _ kind: TransactionKind, limit: Duration, _ body: (any SQLConnection) throws -> T
  ) throws -> T {
    let begun = ContinuousClock.now
    var pauseMs: UInt32 = 0
    while true {
      do {
        try open()
        return try transaction(kind, body)
      } catch let error as SQLError where error.isLoss(kind) {
        drop()
        guard !isClosed, ContinuousClock.now - begun < limit else { throw error }
        // The first time at once: the server is usually there again, and only our connection old.
        usleep(pauseMs * 1_000)
        pauseMs = min(500, max(20, pauseMs * 2))
      } catch let error as SQLError where error.kind == .outcomeUnknown {
        drop()
        throw error
      }
    }
  }

  private func transaction<T>(
    _ kind: TransactionKind, _ body: (any SQLConnection) throws -> T
  ) throws -> T {
    try forgetStatements()
    try command(kind.begin)
    let connection = PostgresConnection(self)
    defer { connection.isOver = true }
    do {
      let result = try body(connection)
      if let failure = connection.failure { throw failure }
      try commit(kind)
      return result
    } catch {
      rollBack()
      throw error
    }
  }

  private func commit(_ kind: TransactionKind) throws {
    try settle()
    let result = PQexec(handle, "COMMIT")
    defer { PQclear(result) }
    do {
      try check(result)
    } catch var error as SQLError where error.kind == .connectionLost {
      guard kind == .write else { return drop() }
      error.kind = .outcomeUnknown
      throw error
    }
    guard String(cString: PQcmdStatus(result)) == "COMMIT" else {
      throw SQLError(.other, message: "the transaction was rolled back by the server")
    }
  }

  private func rollBack() {
    guard handle != nil, PQstatus(handle) == CONNECTION_OK else { return drop() }
    guard PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
    try? command("ROLLBACK")
    if handle != nil, PQtransactionStatus(handle) != PQTRANS_IDLE { drop() }
  }
}

extension SQLError {
  /// Whether the server at the other end is not, or no longer, the one to talk to: gone, or a former
  /// primary that now only follows.
  fileprivate func isLoss(_ kind: TransactionKind) -> Bool {
    self.kind == .connectionLost || kind == .write && self.kind == .readOnly && code == "25006"
  }
}
