;; Puts the module together from what xtask/src/{ascii,streams,prose}.rs parted. It runs once, before
;; an engine would have compiled JavaScript well: here it takes a quarter of the time. www/load.js fills
;; the tables and says where everything is.
;;
;; Memory: 0 the places of the eight streams · 64 what follows each operation · 320 the natural alignment
;; of each memory access · 576 the byte behind each character, two bytes each, from 256 on a pair ·
;; 832 the bytes of pairs · 1088 the place of each character in the alphabet · 2048 the texts.
(module
  (memory (export "memory") 1)

  ;; One part: characters from $text on as bytes from $to until $end; where the text goes on.
  (func (export "plain") (param $text i32) (param $to i32) (param $end i32) (result i32)
    (local $byte i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $byte (i32.load16_u offset=576 (i32.shl (i32.load8_u (local.get $text)) (i32.const 1))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.gt_u (local.get $byte) (i32.const 255)) (then
          (local.set $byte (i32.load8_u offset=576 (i32.add (local.get $byte)
            (i32.load8_u offset=1088 (i32.load8_u (local.get $text))))))
          (local.set $text (i32.add (local.get $text) (i32.const 1)))))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $next)))
    (local.get $text))

  ;; The value of the number that comes next in a stream.
  (func $peek (param $stream i32) (result i32)
    (local $from i32) (local $shift i32) (local $value i32)
    (local.set $from (i32.load (i32.shl (local.get $stream) (i32.const 2))))
    (loop $more
      (local.set $value (i32.or (local.get $value)
        (i32.shl (i32.and (i32.load8_u (local.get $from)) (i32.const 127)) (local.get $shift))))
      (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $more (i32.gt_u (i32.load8_u (i32.sub (local.get $from) (i32.const 1))) (i32.const 127))))
    (local.get $value))

  ;; Copies a number from a stream; where to go on.
  (func $number (param $stream i32) (param $to i32) (result i32)
    (local $from i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (local.set $from (i32.load (local.get $stream)))
    (loop $more
      (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (br_if $more (i32.gt_u (i32.load8_u (i32.sub (local.get $to) (i32.const 1))) (i32.const 127))))
    (i32.store (local.get $stream) (local.get $from))
    (local.get $to))

  ;; Copies so many bytes from the stream of the others; where to go on.
  (func $bytes (param $count i32) (param $to i32) (result i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (i32.store8 (local.get $to) (i32.load8_u (i32.load (i32.const 28))))
        (i32.store (i32.const 28) (i32.add (i32.load (i32.const 28)) (i32.const 1)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (local.get $to))

  ;; The next operation.
  (func $operation (result i32)
    (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
    (i32.load8_u (i32.sub (i32.load (i32.const 0)) (i32.const 1))))

  ;; All functions from $to on, each with its length in three bytes; where they end.
  (func (export "weave") (param $to i32) (result i32)
    (local $functions i32) (local $start i32) (local $count i32) (local $depth i32) (local $it i32) (local $follows i32)
    (local.set $functions (call $peek (i32.const 7)))
    (local.set $to (call $number (i32.const 7) (local.get $to)))
    (loop $function
      (local.set $start (local.get $to))
      (local.set $to (i32.add (local.get $to) (i32.const 3)))
      ;; The runs of variables: how many, and of which type.
      (local.set $count (call $peek (i32.const 7)))
      (local.set $to (call $number (i32.const 7) (local.get $to)))
      (block $done
        (loop $run
          (br_if $done (i32.eqz (local.get $count)))
          (local.set $to (call $bytes (i32.const 1) (call $number (i32.const 7) (local.get $to))))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $run)))
      (local.set $depth (i32.const 1))
      (loop $next
        (local.set $it (call $operation))
        (local.set $follows (i32.load8_u offset=64 (local.get $it)))
        ;; A large number is marked by an operation of its own.
        (i32.store8 (local.get $to) (select (i32.const 0x41) (local.get $it) (i32.eq (local.get $it) (i32.const 0xff))))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (if (i32.eq (local.get $follows) (i32.const 8)) (then ;; a memory access
          (i32.store8 (local.get $to) (i32.load8_u offset=320 (local.get $it)))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (local.set $follows (i32.const 2))))
        (if (local.get $follows) (then
          (if (i32.lt_u (local.get $follows) (i32.const 8)) (then
            (local.set $to (call $number (local.get $follows) (local.get $to))))
          (else (if (i32.eq (local.get $follows) (i32.const 9)) (then ;; end
            (local.set $depth (i32.sub (local.get $depth) (i32.const 1))))
          (else (if (i32.eq (local.get $follows) (i32.const 10)) (then ;; a block and its type
            (local.set $depth (i32.add (local.get $depth) (i32.const 1)))
            (local.set $to (call $bytes (i32.const 1) (local.get $to))))
          (else (if (i32.eq (local.get $follows) (i32.const 11)) (then ;; a table of branches
            (local.set $count (call $peek (i32.const 6)))
            (local.set $to (call $number (i32.const 6) (local.get $to)))
            (loop $target
              (local.set $to (call $number (i32.const 6) (local.get $to)))
              (local.set $count (i32.sub (local.get $count) (i32.const 1)))
              (br_if $target (i32.ge_s (local.get $count) (i32.const 0)))))
          (else (if (i32.eq (local.get $it) (i32.const 0xfe)) (then ;; a memory access that is not aligned by its nature
            (i32.store8 (i32.sub (local.get $to) (i32.const 1)) (call $operation))
            (local.set $to (call $number (i32.const 2) (call $number (i32.const 7) (local.get $to)))))
          (else (if (i32.eq (local.get $it) (i32.const 0x11)) (then ;; a call by table
            (local.set $to (call $number (i32.const 7) (call $number (i32.const 7) (local.get $to)))))
          (else (if (i32.eq (local.get $it) (i32.const 0xfc)) (then ;; memory.copy has two zeros behind it, memory.fill one
            (local.set $count (call $peek (i32.const 7)))
            (local.set $to (call $bytes
              (select (i32.sub (i32.const 12) (local.get $count)) (i32.const 0) (i32.gt_u (local.get $count) (i32.const 7)))
              (call $number (i32.const 7) (local.get $to)))))
          (else ;; a floating number of four or eight bytes
            (local.set $to (call $bytes
              (select (i32.const 4) (i32.const 8) (i32.eq (local.get $it) (i32.const 0x43)))
              (local.get $to)))))))))))))))))))
        (br_if $next (local.get $depth)))
      ;; The length, whose first two bytes say that more follow.
      (local.set $count (i32.sub (i32.sub (local.get $to) (local.get $start)) (i32.const 3)))
      (i32.store16 (local.get $start) (i32.or (i32.const 0x8080) (i32.or
        (i32.and (local.get $count) (i32.const 127))
        (i32.shl (i32.and (i32.shr_u (local.get $count) (i32.const 7)) (i32.const 127)) (i32.const 8)))))
      (i32.store8 (i32.add (local.get $start) (i32.const 2)) (i32.shr_u (local.get $count) (i32.const 14)))
      (local.set $functions (i32.sub (local.get $functions) (i32.const 1)))
      (br_if $function (local.get $functions)))
    (local.get $to))

  ;; The data from $from until $end, with a run of prose at each mark; where it ends.
  (func (export "join") (param $from i32) (param $end i32) (param $prose i32) (param $mark i32) (param $to i32) (result i32)
    (local $byte i32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (local.set $byte (i32.load8_u (local.get $from)))
        (local.set $from (i32.add (local.get $from) (i32.const 1)))
        (if (i32.ne (local.get $byte) (local.get $mark)) (then
          (i32.store8 (local.get $to) (local.get $byte))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (br $next)))
        (loop $run
          (local.set $byte (i32.load8_u (local.get $prose)))
          (local.set $prose (i32.add (local.get $prose) (i32.const 1)))
          (br_if $next (i32.eqz (local.get $byte)))
          (i32.store8 (local.get $to) (local.get $byte))
          (local.set $to (i32.add (local.get $to) (i32.const 1)))
          (br $run))))
    (local.get $to)))
