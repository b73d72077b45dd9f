import CLinux
import Glibc

/// What ncurses writes to. By itself it writes at every move of its cursor, a dozen times for one key, and the
/// terminal may show each piece: here a frame is one write.
///
/// ```
///   ncurses ──► descriptor ──during an update: memory──► one write ──► terminal
///                       └────else, and where there is no such memory──────┘
/// ```
final class CursesOutput {
  /// Where ncurses writes. Outside of an update it is the terminal, whose modes are set through it too.
  let descriptor: Int32
  private let terminal: Int32
  private let memory: Int32
  private var bytes: [UInt8] = []

  /// Over the terminal of standard output.
  init() {
    descriptor = dup(STDOUT_FILENO)
    terminal = dup(STDOUT_FILENO)
    memory = clinux_memory_file("frame")
    _ = fcntl(terminal, F_SETFD, FD_CLOEXEC)
  }

  deinit {
    close(terminal)
    if memory >= 0 { close(memory) }
  }

  /// Lets ncurses write, and hands on all of it at once.
  func update(_ body: () -> Void) {
    guard memory >= 0, lseek(memory, 0, SEEK_SET) == 0, dup2(memory, descriptor) == descriptor
    else { return body() }
    body()
    let count = lseek(memory, 0, SEEK_CUR)
    _ = dup2(terminal, descriptor)
    if count > 0 { handOn(count) }
  }

  private func handOn(_ count: Int) {
    if bytes.count < count { bytes = Array(repeating: 0, count: count) }
    bytes.withUnsafeMutableBytes { buffer in
      let held = pread(memory, buffer.baseAddress, count, 0)
      var done = 0
      while done < held {
        let written = write(terminal, buffer.baseAddress?.advanced(by: done), held - done)
        if written > 0 {
          done += written
        } else if written < 0, errno == EAGAIN {
          // Somebody made the terminal non-blocking: it takes more when it has shown some.
          var full = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
          _ = poll(&full, 1, -1)
        } else if written == 0 || errno != EINTR {
          return  // gone: the loop is told so by the system
        }
      }
    }
  }
}
