import Foundation
import Glibc
import Synchronization

/// Folders for files that outlive one test: all of them stand in one folder of this process, which
/// goes when the process ends, whether its tests passed or failed. What killed processes left goes
/// with the next one.
public enum TestFolders {
  private static let prefix = "comptoir-tests-"
  private static let counter = Mutex(0)

  /// The folder of this process; a string that C can read when the process ends.
  private static let root: String = {
    sweep()
    let path = place(getpid()).path
    try? FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true)
    atexit { try? FileManager.default.removeItem(atPath: TestFolders.root) }
    return path
  }()

  private static func place(_ process: Int32) -> URL {
    FileManager.default.temporaryDirectory.appendingPathComponent("\(prefix)\(process)")
  }

  /// Takes away the folders of processes that are no more.
  private static func sweep() {
    let temporary = FileManager.default.temporaryDirectory.path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    for name in names where name.hasPrefix(prefix) {
      guard let process = Int32(name.dropFirst(prefix.count)),
        process == getpid() || kill(process, 0) != 0 && errno == ESRCH
      else { continue }
      try? FileManager.default.removeItem(at: place(process))
    }
  }

  /// A new folder of that name.
  public static func make(_ name: String) throws -> URL {
    let number = counter.withLock { count in
      count += 1
      return count
    }
    let folder = URL(fileURLWithPath: root).appendingPathComponent("\(name)-\(number)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }
}
