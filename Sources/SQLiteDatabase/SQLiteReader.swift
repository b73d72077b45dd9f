import Database
import GRDB

import struct Database.SQL

/// A read-only connection of its own, for the indicators: a long computation neither takes a
/// reader from the screens nor, when it is interrupted, stops anything else.
public final class SQLiteReader: SQLDatabase {
  private let queue: DatabaseQueue
  private let owns: Bool

  fileprivate init(queue: DatabaseQueue, owns: Bool) {
    self.queue = queue
    self.owns = owns
  }

  /// Runs `body` on one snapshot.
  ///
  /// - Throws: `SQLError`, of kind `interrupted` after `interrupt()`.
  public func read<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    do {
      return try queue.unsafeRead { database in
        try SQLiteConnection.transaction("BEGIN", on: database, body)
      }
    } catch let error as DatabaseError {
      throw SQLError(error)
    }
  }

  /// Refuses: this connection only reads.
  @discardableResult
  public func write<T>(_ body: (any SQLConnection) throws -> T) throws -> T {
    throw SQLError(.readOnly, message: "this connection only reads")
  }

  /// Stops the statement under way, from any queue. Without one it does nothing.
  ///
  /// In memory there is a single connection, and nothing is stopped.
  public func interrupt() {
    if owns { queue.interrupt() }
  }

  /// Closes the connection.
  public func close() throws {
    if owns { try queue.close() }
  }
}

extension SQLiteDatabase {
  /// Opens the indicators' connection.
  ///
  /// - Throws: `SQLError`.
  public func openIndicators() throws -> SQLiteReader {
    if let queue = writer as? DatabaseQueue { return SQLiteReader(queue: queue, owns: false) }
    return try naming {
      let queue = try DatabaseQueue(
        path: path, configuration: SQLiteConfiguration.indicators())
      return SQLiteReader(queue: queue, owns: true)
    }
  }
}
