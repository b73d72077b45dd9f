// One connection, opened when it is first needed and again after it was lost:
//
//   absent ── open ──► idle ── BEGIN ──► in a transaction ── COMMIT / ROLLBACK ──► idle
//     ▲                  │                     │
//     └───── drop ───────┴──── server gone ────┘      nothing was done, unless COMMIT was under way
//
import CPostgreSQL
import Database
import Glibc
import Synchronization

/// One connection of libpq. Its state is touched on its owner's queue only.
final class PostgresSession {
  /// Where the server is.
  let address: PostgresAddress
  /// The name the server's administrator sees, such as `comptoir acts`.
  private let purpose: String
  private let limit: Duration
  private(set) var handle: OpaquePointer?
  private(set) var isClosed = false
  private var statements: [String: [PreparedStatement]] = [:]
  private var preparedCount = 0
  /// The rows of the statement under way, of which some may still be on the wire.
  private var stream: PostgresStream?
  /// What stops the statement under way, from any queue.
  let canceller = Canceller()
  /// Called on the owner's queue each time the connection was opened.
  var afterOpening: (() throws -> Void)?
  /// Called on the owner's queue after each piece of work.
  var afterWork: (() -> Void)?

  /// More statements than the product has; beyond, all are prepared anew.
  private static let statementLimit = 600

  init(_ address: PostgresAddress, purpose: String, limit: Duration) {
    self.address = address
    self.purpose = purpose
    self.limit = limit
  }

  deinit { drop() }

  /// The number of the server's process at the other end; 0 without a connection.
  var serverProcess: Int32 { handle == nil ? 0 : PQbackendPID(handle) }

  /// The name the server knows the connection by; nil without a connection.
  var login: String? { handle.flatMap { PQuser($0) }.map { String(cString: $0) } }

  /// Connects, unless it is connected.
  ///
  /// - Throws: `SQLError`: `connectionLost` when no server answers.
  func open() throws {
    guard handle == nil else { return }
    guard !isClosed else {
      throw SQLError(.connectionLost, message: "the database is closed")
    }
    let fresh = connect()
    guard PQstatus(fresh) == CONNECTION_OK else {
      defer { PQfinish(fresh) }
      throw Self.refusal(of: fresh)
    }
    handle = fresh
    canceller.set(PQgetCancel(fresh))
    do {
      // Nobody waits for another desk longer than a salesperson does. Planning looks at the values
      // once: what differs between two searches is not worth planning each.
      let waits = Int(limit / .milliseconds(1))
      try command("SET lock_timeout = \(waits); SET client_min_messages = warning; SET jit = off")
      try afterOpening?()
    } catch {
      drop()
      throw error
    }
  }

  private func connect() -> OpaquePointer? {
    // What stands before the address may be told otherwise by it; what stands after may not. A network
    // that swallows packets is noticed, instead of waited for.
    let parameters = [
      ("connect_timeout", "5"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"),
      ("keepalives_interval", "5"), ("keepalives_count", "3"),
      ("fallback_application_name", purpose), ("dbname", address.text),
      ("client_encoding", "UTF8"),
    ]
    let texts = parameters.map { (strdup($0.0), strdup($0.1)) }
    defer { for text in texts { free(text.0); free(text.1) } }
    let keywords = texts.map { UnsafePointer<CChar>($0.0) } + [nil]
    let values = texts.map { UnsafePointer<CChar>($0.1) } + [nil]
    let fresh = PQconnectdbParams(keywords, values, 1)
    cpq_silence(fresh)
    return fresh
  }

  /// Why the server did not let us in. libpq tells the SQLSTATE of that only in its most talkative
  /// mode, so a refusal that came at once is heard a second time.
  private static func refusal(of connection: OpaquePointer?) -> SQLError {
    let message = String(cString: PQerrorMessage(connection))
    guard message.contains("FATAL") else { return SQLError(lost: message) }
    PQsetErrorVerbosity(connection, PQERRORS_VERBOSE)
    PQreset(connection)
    let told = String(cString: PQerrorMessage(connection))
    guard let state = told.firstMatch(of: #/FATAL: +([0-9A-Z]{5}): /#)?.1 else {
      return SQLError(lost: message)
    }
    return SQLError(sqlState: String(state), message: SQLError.trimmed(message))
  }

  /// Forgets the connection; the next piece of work opens another.
  func drop() {
    stream?.abandon()
    stream = nil
    statements = [:]
    preparedCount = 0
    canceller.set(nil)
    if handle != nil { PQfinish(handle) }
    handle = nil
  }

  /// Closes for good.
  func close() {
    isClosed = true
    drop()
  }
}

// Statements.
extension PostgresSession {
  /// Executes statements without parameters and without rows.
  func command(_ text: String) throws {
    try settle()
    let result = PQexec(handle, text)
    defer { PQclear(result) }
    try check(result)
  }

  /// Executes a prepared statement to its end.
  ///
  /// - Returns: the number of rows it changed.
  func execute(_ sql: SQL) throws -> Int {
    let statement = try prepared(sql)
    let result = PostgresParameters(sql.arguments).withPointers { count, values, lengths, formats in
      PQexecPrepared(handle, statement.name, count, values, lengths, formats, 1)
    }
    defer { PQclear(result) }
    try check(result)
    guard PQresultStatus(result) == PGRES_COMMAND_OK || PQnfields(result) > 0 else { return 0 }
    let isRead = String(cString: PQcmdStatus(result)).hasPrefix("SELECT")
    return isRead ? 0 : Int(String(cString: PQcmdTuples(result))) ?? 0
  }

  /// Sends a prepared statement; its rows come one by one.
  func stream(_ sql: SQL) throws -> PostgresStream {
    let statement = try prepared(sql)
    let sent = PostgresParameters(sql.arguments).withPointers { count, values, lengths, formats in
      PQsendQueryPrepared(handle, statement.name, count, values, lengths, formats, 1)
    }
    guard sent == 1 else { throw trouble() }
    PQsetSingleRowMode(handle)
    let fresh = PostgresStream(self)
    stream = fresh
    return fresh
  }

  /// Takes the rest of the rows under way off the wire, so that another statement can be sent.
  func settle() throws {
    stream?.settle()
    stream = nil
    guard handle != nil else { throw SQLError(.connectionLost, message: "not connected") }
  }

  private func prepared(_ sql: SQL) throws -> PreparedStatement {
    try settle()
    if let known = statements[sql.text]?.first(where: { $0.fits(sql.arguments) }) { return known }
    let name = "c\(preparedCount)"
    let told = sql.arguments.map(\.serverType)
    let made = PQprepare(handle, name, sql.text, Int32(told.count), told)
    defer { PQclear(made) }
    try check(made)
    let description = PQdescribePrepared(handle, name)
    defer { PQclear(description) }
    try check(description)
    guard PQnparams(description) == Int32(told.count) else {
      throw SQLError(
        .syntax, message: "the statement does not have \(told.count) parameters: \(sql.text)")
    }
    let types = told.indices.map { PQparamtype(description, Int32($0)) }
    let statement = PreparedStatement(name: name, types: types)
    preparedCount += 1
    statements[sql.text, default: []].append(statement)
    return statement
  }

  /// Statements of a program that makes ever new texts do not pile up in the server.
  func forgetStatements() throws {
    guard preparedCount > Self.statementLimit else { return }
    statements = [:]
    preparedCount = 0
    try command("DEALLOCATE ALL")
  }

  func check(_ result: OpaquePointer?) throws {
    guard let result else { throw trouble() }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: return
    default: throw trouble(result)
    }
  }

  /// What went wrong: the server's answer, or the loss of the server.
  func trouble(_ result: OpaquePointer? = nil) -> SQLError {
    if PQstatus(handle) != CONNECTION_OK {
      return SQLError(lost: String(cString: PQerrorMessage(handle)))
    }
    guard let result else {
      return SQLError(.other, message: SQLError.trimmed(String(cString: PQerrorMessage(handle))))
    }
    // What the server refuses carries a state. An error without one is libpq's own: what it sent did not
    // arrive, which it tells before it takes the connection for broken.
    guard PQresultErrorField(result, CPQ_SQLSTATE) != nil else {
      return SQLError(lost: String(cString: PQresultErrorMessage(result)))
    }
    return SQLError(of: result)
  }
}

/// The rows of one statement, taken off the wire one by one.
final class PostgresStream {
  private unowned let session: PostgresSession
  private var waiting: [OpaquePointer] = []
  private var next = 0
  private var isDone = false
  private(set) var failure: SQLError?

  fileprivate init(_ session: PostgresSession) { self.session = session }

  deinit { abandon() }

  /// The next row, or nil; the caller clears it.
  func row() throws -> OpaquePointer? {
    if next < waiting.count {
      next += 1
      return waiting[next - 1]
    }
    if let row = receive() { return row }
    if let failure { throw failure }
    return nil
  }

  /// Keeps the rows that are still on the wire: another statement is to be sent while these are read.
  func settle() {
    while let row = receive() { waiting.append(row) }
  }

  /// Takes the rest off the wire and forgets it.
  func finish() throws {
    while let row = receive() { PQclear(row) }
    if let failure { throw failure }
  }

  /// Forgets everything; the connection goes, or the transaction.
  func abandon() {
    isDone = true
    while next < waiting.count {
      PQclear(waiting[next])
      next += 1
    }
  }

  private func receive() -> OpaquePointer? {
    while !isDone {
      guard let result = PQgetResult(session.handle) else {
        isDone = true
        break
      }
      switch PQresultStatus(result) {
      case PGRES_SINGLE_TUPLE: return result
      case PGRES_TUPLES_OK, PGRES_COMMAND_OK: PQclear(result)
      default:
        if failure == nil { failure = session.trouble(result) }
        PQclear(result)
      }
    }
    return nil
  }
}

/// Stops the statement under way from any queue.
final class Canceller: Sendable {
  private struct Token: @unchecked Sendable {
    let pointer: OpaquePointer
  }

  private let token = Mutex<Token?>(nil)

  func set(_ pointer: OpaquePointer?) {
    let fresh = pointer.map { Token(pointer: $0) }
    token.withLock { token in
      if let token { PQfreeCancel(token.pointer) }
      token = fresh
    }
  }

  func cancel() {
    token.withLock { token in
      guard let token else { return }
      var reason = [CChar](repeating: 0, count: 256)
      PQcancel(token.pointer, &reason, Int32(reason.count))
    }
  }
}
