/// A company's database as the program opens it: transactions, and what surrounds them on either
/// engine.
///
/// ```
///   read, write        acts and look-ups
///   openIndicators     a connection of its own, which may be interrupted alone
///   watchChanges       what others commit, without asking for it on a clock
/// ```
public protocol CompanyDatabase: SQLDatabase {
  /// What a person calls it: the path of the file, or the address without its password.
  var name: String { get }

  /// Who the engine lets in: the name of the login on a server, nil where a file's owner is everybody.
  var login: String? { get }

  /// The SQL it speaks.
  var dialect: SQLDialect { get }

  /// Opens the indicators' connection.
  ///
  /// - Throws: `SQLError`.
  func openIndicators() throws -> any InterruptibleDatabase

  /// Calls `onChange`, on a queue of the watch, each time others have committed; several commits may
  /// make one call. Never for commits of this value.
  ///
  /// - Throws: `SQLError`.
  func watchChanges(
    _ onChange: @escaping @Sendable (CompanyChange) -> Void
  ) throws -> any ChangeWatch

  /// Everything the engine finds wrong with what it keeps, one sentence each; empty when all is well.
  ///
  /// - Throws: `SQLError`.
  func integrityProblems() throws -> [String]

  /// Runs `body`, work that keeps the others waiting where the engine has one writer, under the name
  /// of who does it.
  ///
  /// - Throws: `SQLError` of kind `busy` when another one does such work, or whatever `body` throws.
  func holding<T>(user: String, what: String, sinceMs: Int64, _ body: () throws -> T) throws -> T

  /// Closes it; whoever uses the value afterwards gets `connectionLost`.
  func close() throws
}

/// A database that only reads, on a connection of its own.
public protocol InterruptibleDatabase: SQLDatabase {
  /// Stops the statement under way, from any queue. Without one it does nothing.
  func interrupt()
  /// Closes the connection.
  func close() throws
}

/// What a watch noticed.
public enum CompanyChange: Hashable, Sendable {
  /// Others have committed.
  case committed
  /// The server went away; it is looked for again without being asked.
  case disconnected
  /// The server is there again; what was committed meanwhile is not known.
  case reconnected
}

/// A watch on what others commit. It stops when it is cancelled or released.
public protocol ChangeWatch: AnyObject, Sendable {
  /// Stops calling back. A call under way ends.
  func cancel()
}
