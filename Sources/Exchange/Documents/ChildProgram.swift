import Glibc
import Synchronization

/// What a program that was run left.
struct ChildRun {
  /// The number it ended with; that of the signal plus 128 where one ended it.
  let code: Int32
  /// What it wrote.
  let output: [UInt8]
  /// What it complained of, its first line.
  let complaint: String
}

/// Why a program could not be run to its end.
enum ChildTrouble: Error, Hashable {
  /// It could not be started: the system's number for why.
  case notStarted(errno: Int32)
  /// It took too long and was ended: seconds.
  case tooLong(seconds: Int)
  /// What it is given, or gives, could not be kept: the system's number for why.
  case noRoom(errno: Int32)
}

/// Another program, run with bytes on its input.
///
/// Input and complaints lie in files without a name, so that nothing is written to a pipe whose reader
/// may be gone; only the output is a pipe, read to its end or to the limit of time.
struct ChildProgram {
  /// Where it is.
  let path: String
  /// Its arguments, its own name left out.
  var arguments: [String] = []
  /// How long it may take.
  var seconds = 60

  /// Runs it to its end.
  func run(_ input: [UInt8]) throws(ChildTrouble) -> ChildRun {
    let stdin = try Self.nameless()
    defer { close(stdin) }
    let stderr = try Self.nameless()
    defer { close(stderr) }
    try Self.write(input, to: stdin)
    let (pid, output) = try Self.starting.withLock { _ throws(ChildTrouble) in
      try piped(stdin, stderr)
    }
    defer { close(output) }
    let (bytes, isWhole) = read(output)
    // What did not end by itself is ended: nothing of ours outlives the desk's patience.
    if !isWhole { kill(pid, SIGKILL) }
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    guard isWhole else { throw .tooLong(seconds: seconds) }
    let signal = status & 0x7F
    return ChildRun(
      code: signal == 0 ? status >> 8 & 0xFF : 128 + signal, output: bytes,
      complaint: Self.firstLine(stderr))
  }

  /// Two programs started at once must not inherit each other's pipe: its reader would wait for both.
  private static let starting = Mutex(())

  private func piped(
    _ stdin: Int32, _ stderr: Int32
  ) throws(ChildTrouble) -> (pid: pid_t, output: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .noRoom(errno: errno) }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    do {
      return (try start(stdin, ends[1], stderr), ends[0])
    } catch {
      close(ends[0])
      throw error
    }
  }

  private func start(
    _ stdin: Int32, _ stdout: Int32, _ stderr: Int32
  ) throws(ChildTrouble) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (from, to) in [(stdin, STDIN_FILENO), (stdout, STDOUT_FILENO), (stderr, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, from, to)
    }
    // The workstation blocks signals for its loop, and Ctrl-C in its terminal is not for this program.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    var words = ([path] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid: pid_t = 0
    let trouble = posix_spawn(&pid, path, &actions, &attributes, &words, environ)
    guard trouble == 0 else { throw .notStarted(errno: trouble) }
    return pid
  }

  private func read(_ pipe: Int32) -> (bytes: [UInt8], isWhole: Bool) {
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    let end = Self.now() + Int64(seconds) * 1_000
    while true {
      var waiting = pollfd(fd: pipe, events: Int16(POLLIN), revents: 0)
      let left = end - Self.now()
      guard left > 0 else { return (bytes, false) }
      let ready = poll(&waiting, 1, Int32(clamping: left))
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return (bytes, false) }
      let count = Glibc.read(pipe, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return (bytes, count == 0) }
      bytes += part[..<count]
    }
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
  }

  /// A file without a name, which goes with its descriptor.
  private static func nameless() throws(ChildTrouble) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array((folder + "/comptoir-" + String(repeating: "X", count: 6)).utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw .noRoom(errno: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(name)
    return descriptor
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws(ChildTrouble) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .noRoom(errno: errno) }
      written += count
    }
    lseek(descriptor, 0, SEEK_SET)
  }

  private static func firstLine(_ descriptor: Int32) -> String {
    lseek(descriptor, 0, SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: 500)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    return text.split(separator: "\n").first.map(String.init) ?? ""
  }
}
