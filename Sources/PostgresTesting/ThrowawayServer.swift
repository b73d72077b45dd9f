// A PostgreSQL server for one process: nothing of it outlives that process, however it ends.
//
//   this process ── pipe ──► sh: postgres & … reads orders until the pipe closes … kill, rm -rf
//
// The server speaks on a socket in its own folder and on no network, in the C locale. PostgreSQL refuses
// to run as root: there it runs as `postgres`, or `nobody`.
import Foundation
import Synchronization

/// Why no server could be started.
public struct ServerTrouble: Error, CustomStringConvertible {
  /// What happened, with what the programs said.
  public let description: String

  /// What happened.
  public init(description: String) { self.description = description }
}

/// A PostgreSQL server that lives as long as this value or this process, whichever ends first.
public final class ThrowawayServer: Sendable {
  /// The one of this process, started by the first who asks.
  public static let shared = Result { try ThrowawayServer() }

  /// The folder of the socket: the host of its connections.
  public let folder: String
  let life: Life
  private let counter = Mutex(0)

  struct Life: @unchecked Sendable {
    let process: Process
    let pipe: Pipe
  }

  /// Starts a server with an empty database `postgres` and a user `comptoir` who may do everything.
  ///
  /// - Parameters:
  ///   - settings: lines for the server's configuration; without any, it forgets what a power cut would
  ///     take, which makes tests fast.
  ///   - primary: the server it is a copy of and follows, should it be a standby.
  ///   - isOnDisk: whether its folder may not be in memory.
  /// - Throws: `ServerTrouble`.
  public init(
    settings: [String] = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
    following primary: ThrowawayServer? = nil, isOnDisk: Bool = false
  ) throws {
    let programs = try Self.programs()
    folder = try Self.makeFolder(isOnDisk: isOnDisk)
    var options =
      [
        "listen_addresses=", "unix_socket_directories=\(folder)", "max_connections=200",
        "shared_buffers=64MB", "autovacuum=off", "lc_messages=C", "temp_file_limit=256MB",
      ] + settings
    options = options.flatMap { ["-c", $0] }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", Self.script, programs, folder, Self.otherUser, options.joined(separator: " "),
      primary?.folder ?? "",
    ]
    let pipe = Pipe()
    // Programs started by a test must not keep the pipe open after this process.
    _ = fcntl(pipe.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
    process.standardInput = pipe
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    life = Life(process: process, pipe: pipe)
    try waitUntilReady()
  }

  deinit { stop() }

  /// Stops the server and removes its folder.
  public func stop() {
    try? life.pipe.fileHandleForWriting.close()
    life.process.waitUntilExit()
  }

  /// The address of a database of this server.
  public func address(_ database: String = "postgres") -> String {
    let host = folder.replacingOccurrences(of: "/", with: "%2F")
    return "postgresql://comptoir@\(host)/\(database)"
  }

  /// A name no other database of this server has.
  public func freshName(_ prefix: String = "company") -> String {
    counter.withLock { count in
      count += 1
      return "\(prefix)_\(count)"
    }
  }

  /// Runs a program of PostgreSQL, such as `createdb`, against this server.
  ///
  /// - Returns: what it wrote.
  /// - Throws: `ServerTrouble` when it failed.
  @discardableResult
  public func run(_ program: String, _ arguments: [String]) throws -> String {
    try Self.output(
      try Self.programs() + "/" + program, ["-h", folder, "-U", "comptoir"] + arguments)
  }
}

extension ThrowawayServer {
  // $0 programs, $1 folder, $2 how another user is taken on, $3 options of the server, $4 the host of
  // the server it follows.
  private static let script = """
    programs="$0" folder="$1" as="$2" options="$3"
    make() {
      if [ -n "$1" ]
      then $as "$programs/pg_basebackup" -h "$1" -U comptoir -D "$folder/data" -R -X stream \
        -c fast --no-sync
      else $as "$programs/initdb" -D "$folder/data" -U comptoir --locale=C --encoding=UTF8 \
        --auth=trust --no-sync
      fi > "$folder/log" 2>&1
    }
    serve() {
      $as "$programs/postgres" -D "$folder/data" $options >> "$folder/log" 2>&1 &
      server=$!
    }
    make "$4" || { echo failed >> "$folder/log"; exit 1; }
    serve
    while read -r order; do
      case $order in
        crash) kill -QUIT $server; wait $server; server= ;;
        stop) kill -INT $server; wait $server; server= ;;
        start) serve ;;
      esac
    done
    if [ -n "$server" ]; then kill -INT $server 2>/dev/null; wait $server; fi
    rm -rf "$folder"
    """

  /// The folder of the server's programs, as PostgreSQL's own `pg_config` tells it.
  private static func programs() throws -> String {
    let folder = try output("/usr/bin/env", ["pg_config", "--bindir"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard FileManager.default.isExecutableFile(atPath: folder + "/postgres") else {
      throw ServerTrouble(description: "no server in \(folder): install the package postgresql")
    }
    return folder
  }

  /// Sockets have short names: the folder is not in a temporary folder of any depth. In memory, where
  /// there is room, a database is copied nine times as fast.
  private static func makeFolder(isOnDisk: Bool) throws -> String {
    var room = statvfs()
    let isRoomy =
      !isOnDisk && statvfs("/dev/shm", &room) == 0 && access("/dev/shm", W_OK) == 0
      && room.f_bavail * room.f_bsize >= 2 << 30
    let parent = isRoomy ? "/dev/shm" : "/tmp"
    let blanks = String(repeating: "X", count: 6)
    var template = Array("\(parent)/comptoir-server-\(blanks)".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw ServerTrouble(description: String(cString: strerror(errno)))
    }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if geteuid() == 0, let user = serverUser { chown(folder, user.id, user.group) }
    return folder
  }

  private static var serverUser: (name: String, id: uid_t, group: gid_t)? {
    for name in ["postgres", "nobody"] {
      if let entry = getpwnam(name) { return (name, entry.pointee.pw_uid, entry.pointee.pw_gid) }
    }
    return nil
  }

  private static var otherUser: String {
    guard geteuid() == 0, let user = serverUser else { return "" }
    return "setpriv --reuid=\(user.id) --regid=\(user.group) --clear-groups"
  }

  func waitUntilReady() throws {
    let begun = ContinuousClock.now
    while ContinuousClock.now - begun < .seconds(60) {
      if (try? run("pg_isready", ["-q"])) != nil { return }
      if !life.process.isRunning { break }
      usleep(20_000)
    }
    let said = (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? ""
    stop()
    throw ServerTrouble(description: "the server did not start: \(said)")
  }

  private static func output(_ program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { throw ServerTrouble(description: "\(program): \(error)") }
    let said = String(
      decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ServerTrouble(description: "\(program) \(arguments): \(said)")
    }
    return said
  }
}
