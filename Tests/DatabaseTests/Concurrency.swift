import Dispatch
import Glibc
import Synchronization

/// Runs closures at the same time, each on a thread of its own; the first error is thrown.
@discardableResult
func concurrently<T: Sendable>(_ work: [() throws -> T]) throws -> [T] {
  let results = Mutex<[Int: Result<T, any Error>]>([:])
  // The closures outlive nothing: the group is left when the last one has ended.
  nonisolated(unsafe) let work = work
  let group = DispatchGroup()
  for index in work.indices {
    DispatchQueue(label: "concurrently \(index)").async(group: group) {
      let result = Result { try work[index]() }
      results.withLock { $0[index] = result }
    }
  }
  group.wait()
  let all = results.withLock { $0 }
  return try work.indices.compactMap { try all[$0]?.get() }
}

func concurrently(_ left: @escaping () throws -> Void, _ right: @escaping () throws -> Void) throws
{
  try concurrently([left, right])
}

/// Where two threads wait for each other.
final class Meeting: Sendable {
  private let arrived = Mutex(0)
  private let both = DispatchSemaphore(value: 0)

  func arrive() {
    let isSecond = arrived.withLock { count in
      count += 1
      return count == 2
    }
    if isSecond {
      both.signal()
      both.signal()
    }
    _ = both.wait(timeout: .now() + 10)
  }
}

/// Memory of this process, in kilobytes.
func residentKilobytes() -> Int {
  guard let file = fopen("/proc/self/statm", "r") else { return 0 }
  defer { fclose(file) }
  var line = [CChar](repeating: 0, count: 128)
  guard fgets(&line, 128, file) != nil else { return 0 }
  let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
  return pages * Int(sysconf(Int32(_SC_PAGESIZE))) / 1_024
}
