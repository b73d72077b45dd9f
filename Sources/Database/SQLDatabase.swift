/// A company's database, on whatever engine.
///
/// Both functions block the calling queue; the thread of the terminal never calls them. They do
/// not nest: calling one inside the closure of the other is a programmer's mistake.
public protocol SQLDatabase: Sendable {
  /// Runs `body` on one snapshot: nothing committed meanwhile is seen by it.
  ///
  /// - Throws: `SQLError`, or whatever `body` throws.
  func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T

  /// Runs `body` in one transaction: all of it is committed, or nothing if `body` throws.
  ///
  /// The closure may run several times (`WriteRetry`): it only reads and writes the store.
  /// - Throws: `SQLError`, or whatever `body` throws.
  @discardableResult func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T

  /// Ends the read under way on a connection that serves one reader alone, from any thread: it throws
  /// `SQLError.interrupted` at its present statement or its next one. Without a read under way, and on
  /// a database that several share, it does nothing.
  func interrupt()
}

extension SQLDatabase {
  /// Nothing: a database that several share stops nobody.
  public func interrupt() {}
}

/// How often a transaction is tried again when another one stood in its way: five times at most,
/// five seconds in all, so that a salesperson waits no longer before reading who holds the file.
public struct WriteRetry: Sendable {
  /// The number of times the transaction is run at most.
  public let attempts: Int
  /// The time after which it is not run again.
  public let limit: Duration

  /// Five times and five seconds unless told otherwise.
  public init(attempts: Int = 5, limit: Duration = .seconds(5)) {
    precondition(attempts > 0, "a transaction is tried at least once")
    self.attempts = attempts
    self.limit = limit
  }

  /// Runs `attempt` until it succeeds, fails for good, or the limits are reached.
  ///
  /// - Parameters:
  ///   - elapsed: the time since the first attempt began.
  ///   - pause: waits before the attempt of that number (2 for the first repetition).
  /// - Throws: the error of the last attempt.
  public func run<T>(
    elapsed: () -> Duration, pause: (Int) -> Void, _ attempt: () throws -> T
  ) throws -> T {
    var number = 1
    while true {
      do {
        return try attempt()
      } catch let error as SQLError where error.isTransient {
        guard number < attempts, elapsed() < limit else { throw error }
        number += 1
        pause(number)
      }
    }
  }
}
