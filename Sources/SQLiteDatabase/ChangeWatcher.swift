// Another desk's commit is noticed without polling:
//
//   other process writes FILE-wal ─► inotify ─► after 1 ms: PRAGMA data_version on our writer
//                                                  │ changed: call back
//                                                  └ not yet: look again, 2 ms … 8 s, then rest
//
// inotify speaks when the frames are written; the commit is visible only after the fsync that
// follows, of which nothing is heard. Hence the few further looks. `data_version` changes on the
// writer only for commits of other connections, so our own never call back. The folder is not
// watched: every reader touches FILE-shm there.
import CLinux
import Database
import Dispatch
import Glibc

/// Calls back when another process, or another pool of this one, has committed to the file.
///
/// Its state is touched on its own queue only, hence the unchecked `Sendable`.
public final class ChangeWatcher: ChangeWatch, @unchecked Sendable {
  /// The log; nil in memory, where there are no others.
  private let file: String?
  private let version: () throws -> Int64
  private let onChange: @Sendable () -> Void
  private let queue = DispatchQueue(label: "comptoir.changes", qos: .utility)
  private let descriptor: Int32
  private var source: (any DispatchSourceRead)?
  private var watch: Int32 = -1
  private var folderWatch: Int32 = -1
  private var inode: ino_t = 0
  private var lastVersion: Int64
  private var look = 0
  private var isLookNear = false
  private var generation = 0

  /// The waits before each further look, in milliseconds.
  private static let waitsMs = [1, 2, 8, 32, 128, 512, 2_048, 8_192]

  init(
    file: String?, version: @escaping () throws -> Int64, onChange: @escaping @Sendable () -> Void
  ) throws {
    self.file = file
    self.version = version
    self.onChange = onChange
    self.lastVersion = try version()
    self.descriptor = file == nil ? -1 : inotify_init1(Int32(IN_NONBLOCK | IN_CLOEXEC))
    queue.sync { start() }
  }

  /// Stops calling back. A call under way ends.
  public func cancel() {
    queue.async { self.stop() }
  }

  private func start() {
    guard descriptor >= 0 else { return }
    let descriptor = descriptor
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
    source.setEventHandler { [weak self] in self?.drain() }
    source.setCancelHandler { close(descriptor) }
    self.source = source
    arm()
    source.resume()
    // A commit between the first version and the watch is not missed.
    lookSoon()
  }

  private func stop() {
    generation += 1
    source?.cancel()
    source = nil
  }

  deinit { source?.cancel() }

  // Watches the log, or, while it is absent, the folder until it appears.
  private func arm() {
    guard let file else { return }
    if watch >= 0 { inotify_rm_watch(descriptor, watch) }
    watch = inotify_add_watch(
      descriptor, file, UInt32(IN_MODIFY | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF))
    inode = currentInode
    if watch >= 0 {
      if folderWatch >= 0 { inotify_rm_watch(descriptor, folderWatch) }
      folderWatch = -1
    } else if folderWatch < 0 {
      folderWatch = inotify_add_watch(
        descriptor, FileInspection.folder(of: file), UInt32(IN_CREATE | IN_MOVED_TO))
    }
  }

  private var currentInode: ino_t {
    var status = stat()
    return stat(file ?? "", &status) == 0 ? status.st_ino : 0
  }

  private func drain() {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while read(descriptor, &buffer, buffer.count) > 0 {}
    // Whatever happened to the name, the log watched must be the one that is there.
    if watch < 0 || inode != currentInode { arm() }
    lookSoon()
  }

  private func lookSoon() {
    look = 0
    guard !isLookNear else { return }
    isLookNear = true
    scheduleLook()
  }

  private func scheduleLook() {
    generation += 1
    let scheduled = generation
    queue.asyncAfter(deadline: .now() + .milliseconds(Self.waitsMs[look])) { [weak self] in
      guard let self, self.generation == scheduled else { return }
      self.lookNow()
    }
  }

  private func lookNow() {
    isLookNear = false
    guard let current = try? version() else { return stop() }
    if current == lastVersion {
      look += 1
    } else {
      lastVersion = current
      look = 1
      onChange()
    }
    if look < Self.waitsMs.count { scheduleLook() }
  }
}
