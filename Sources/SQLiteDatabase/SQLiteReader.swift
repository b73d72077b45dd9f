import Database
import GRDB
import Synchronization

import struct Database.SQL

/// A read-only connection of its own, for the indicators: a long computation neither takes a
/// reader from the screens nor, when it is interrupted, stops anything else.
public final class SQLiteReader: InterruptibleDatabase {
  private let queue: DatabaseQueue
  private let owns: Bool
  private let stop = Stop()

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
        stop.begin()
        defer { stop.end() }
        return try SQLiteConnection.transaction("BEGIN", on: database, stop: stop, body)
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

  /// Ends the read under way, from any queue: at its present statement, or, where it is between two, at
  /// the next. Without one it does nothing.
  ///
  /// In memory there is a single connection, and nothing is stopped.
  public func interrupt() {
    if owns, stop.raise() { queue.interrupt() }
  }

  /// Closes the connection.
  public func close() throws {
    if owns { try queue.close() }
  }
}

/// Whether the read under way is to end: SQLite itself only knows of statements, and an interrupt
/// between two of them would be lost.
final class Stop: Sendable {
  private enum State: Int, AtomicRepresentable {
    case idle, reading, stopping
  }

  private let state = Atomic(State.idle)

  /// Whether the next statement is not to begin.
  var isRaised: Bool { state.load(ordering: .relaxed) == .stopping }

  fileprivate func begin() { state.store(.reading, ordering: .sequentiallyConsistent) }
  fileprivate func end() { state.store(.idle, ordering: .sequentiallyConsistent) }

  /// Asks the read under way to end; false where there is none.
  fileprivate func raise() -> Bool {
    state.compareExchange(
      expected: .reading, desired: .stopping, ordering: .sequentiallyConsistent
    ).exchanged
  }
}

extension SQLiteDatabase {
  /// Opens the indicators' connection.
  ///
  /// - Throws: `SQLError`.
  public func openIndicators() throws -> any InterruptibleDatabase {
    if let queue = writer as? DatabaseQueue { return SQLiteReader(queue: queue, owns: false) }
    return try naming {
      let queue = try DatabaseQueue(
        path: path, configuration: SQLiteConfiguration.indicators())
      return SQLiteReader(queue: queue, owns: true)
    }
  }
}
