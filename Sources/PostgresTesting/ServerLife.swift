import Foundation

// What happens to servers: they stop, are started again, break down, and a standby takes over.
extension ThrowawayServer {
  /// Ends the server as its administrator does; its folder stays, for `startAgain()`.
  ///
  /// - Throws: `ServerTrouble` when it goes on answering.
  public func shutDown() throws {
    try order("stop")
    try wait(upTo: .seconds(60), for: "it to stop") { !isAnswering }
  }

  /// Ends the server as a breakdown does: nothing is written or said any more.
  ///
  /// - Throws: `ServerTrouble` when it goes on answering.
  public func crash() throws {
    try order("crash")
    try wait(upTo: .seconds(60), for: "it to break down") { !isAnswering }
  }

  /// Starts a server that was ended.
  ///
  /// - Throws: `ServerTrouble`.
  public func startAgain() throws {
    try order("start")
    try waitUntilReady()
  }

  /// A standby of this server; from here on a COMMIT is answered once both have it.
  ///
  /// - Throws: `ServerTrouble`.
  public func standby() throws -> ThrowawayServer {
    let standby = try ThrowawayServer(
      settings: ["fsync=off", "wal_retrieve_retry_interval=100ms"], following: self)
    try ask("ALTER SYSTEM SET synchronous_standby_names = '*'")
    // Applied, not only received: what is acknowledged can be read there.
    try ask("ALTER SYSTEM SET synchronous_commit = 'remote_apply'")
    try ask("SELECT pg_reload_conf()")
    try wait(upTo: .seconds(60), for: "the standby to follow") {
      try ask("SELECT sync_state FROM pg_stat_replication") == "sync"
    }
    return standby
  }

  /// Makes a standby the primary.
  ///
  /// - Throws: `ServerTrouble`.
  public func promote() throws {
    guard try ask("SELECT pg_promote(true, 60)") == "t" else {
      throw ServerTrouble(description: "the standby was not promoted")
    }
  }

  /// The address of a database of several servers: that of whichever takes writes, or any.
  public static func address(
    _ database: String, of servers: [ThrowawayServer], writing: Bool = true
  ) -> String {
    let hosts = servers.map { $0.folder.replacingOccurrences(of: "/", with: "%2F") }
    return "postgresql://comptoir@\(hosts.joined(separator: ","))/\(database)"
      + (writing ? "?target_session_attrs=read-write" : "")
  }

  private var isAnswering: Bool { (try? run("pg_isready", ["-q"])) != nil }

  @discardableResult
  private func ask(_ sql: String) throws -> String {
    try run("psql", ["-XAtq", "-d", "postgres", "-c", sql])
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private func order(_ word: String) throws {
    try life.pipe.fileHandleForWriting.write(contentsOf: Data("\(word)\n".utf8))
  }

  private func wait(
    upTo limit: Duration, for what: String, _ isSo: () throws -> Bool
  ) throws {
    let begun = ContinuousClock.now
    while try !isSo() {
      guard ContinuousClock.now - begun < limit else {
        throw ServerTrouble(description: "waited \(limit) for \(what)")
      }
      usleep(5_000)
    }
  }
}
