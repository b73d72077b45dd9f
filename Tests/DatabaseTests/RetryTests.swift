import Database
import Testing

@Suite("Trying a transaction again")
struct RetryTests {
  let busy = SQLError(.busy(nil), message: "busy")

  func run(
    _ retry: WriteRetry, failures: Int, error: any Error, each: Duration = .zero
  ) -> (attempts: Int, pauses: [Int], succeeded: Bool) {
    var attempts = 0
    var pauses: [Int] = []
    let succeeded: Bool? = try? retry.run(
      elapsed: { each * attempts }, pause: { pauses.append($0) },
      {
        attempts += 1
        if attempts <= failures { throw error }
        return true
      })
    return (attempts, pauses, succeeded ?? false)
  }

  @Test("a passing obstacle is overcome")
  func overcome() {
    let found = run(WriteRetry(), failures: 4, error: SQLError(.serialization, message: ""))
    #expect(found.attempts == 5)
    #expect(found.pauses == [2, 3, 4, 5])
    #expect(found.succeeded)
  }

  @Test("five times at most")
  func attempts() {
    let found = run(WriteRetry(), failures: 99, error: busy)
    #expect(found.attempts == 5)
    #expect(!found.succeeded)
  }

  @Test("five seconds in all")
  func limit() {
    let found = run(WriteRetry(), failures: 99, error: busy, each: .seconds(2))
    #expect(found.attempts == 3)
  }

  @Test("other errors are final", arguments: [SQLError.Kind.unique, .full, .syntax])
  func final(_ kind: SQLError.Kind) {
    #expect(run(WriteRetry(), failures: 1, error: SQLError(kind, message: "")).attempts == 1)
    #expect(run(WriteRetry(), failures: 1, error: CancellationError()).attempts == 1)
  }
}
