;; Puts the module together from what xtask/src/{ascii,streams,data}.rs parted. It runs once, before an
;; engine would have compiled JavaScript well: here it takes a third of the time. www/load.js fills the
;; tables and says where everything is.
;;
;; Memory: 0 the places of the streams, those of the code first · 128 what follows each operation ·
;; 384 the natural alignment of each memory access · 640 the byte behind each character, two bytes each,
;; from 256 on a pair · 896 the bytes of pairs · 1152 the place of each character in the alphabet · 1280 the
;; alphabet · 1536 bytes that take the character of another · 2048 the texts.
(module
  (memory (export "memory") 1)

  ;; Whether a byte is a character that stands alone, by the part's 64 hexadecimal digits.
  (func $single (param $digits i32) (param $byte i32) (result i32)
    (local $digit i32)
    (local.set $digit (i32.load8_u (i32.add (local.get $digits) (i32.shr_u (local.get $byte) (i32.const 2)))))
    ;; Letters have the bit of 64, and count from 9 on.
    (i32.and (i32.const 1) (i32.shr_u
      (i32.add (i32.and (local.get $digit) (i32.const 15)) (i32.mul (i32.const 9) (i32.shr_u (local.get $digit) (i32.const 6))))
      (i32.and (local.get $byte) (i32.const 3)))))

  ;; One part: its digits, and characters from there on as bytes from $to until $end; where the text goes
  ;; on. $alone is how many characters of the alphabet stand alone.
  (func (export "plain") (param $text i32) (param $alone i32) (param $to i32) (param $end i32) (result i32)
    (local $byte i32) (local $at i32) (local $pairs i32) (local $strangers i32)
    ;; Bytes that stand alone and are no such character take the characters that are left.
    (loop $next
      (if (call $single (local.get $text) (local.get $byte))
        (then
          (if (i32.or (i32.gt_u (local.get $byte) (i32.const 127))
            (i32.ge_u (i32.load8_u offset=1152 (i32.and (local.get $byte) (i32.const 127))) (local.get $alone))) (then
            (i32.store8 offset=1536 (local.get $strangers) (local.get $byte))
            (local.set $strangers (i32.add (local.get $strangers) (i32.const 1))))))
        (else
          (i32.store8 offset=896 (local.get $pairs) (local.get $byte))
          (local.set $pairs (i32.add (local.get $pairs) (i32.const 1)))))
      (local.set $byte (i32.add (local.get $byte) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $byte) (i32.const 256))))
    (local.set $strangers (i32.const 0))
    (loop $next
      (local.set $byte (i32.load8_u offset=1280 (local.get $at)))
      (i32.store16 offset=640 (i32.shl (local.get $byte) (i32.const 1))
        (if (result i32) (call $single (local.get $text) (local.get $byte))
          (then (local.get $byte))
          (else
            (local.set $strangers (i32.add (local.get $strangers) (i32.const 1)))
            (i32.load8_u offset=1535 (local.get $strangers)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $alone))))
    (local.set $text (i32.add (local.get $text) (i32.const 64)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $to) (local.get $end)))
        (local.set $byte (i32.load16_u offset=640 (i32.shl (i32.load8_u (local.get $text)) (i32.const 1))))
        (local.set $text (i32.add (local.get $text) (i32.const 1)))
        (if (i32.gt_u (local.get $byte) (i32.const 255)) (then
          (local.set $byte (i32.load8_u offset=640 (i32.add (local.get $byte)
            (i32.load8_u offset=1152 (i32.load8_u (local.get $text))))))
          (local.set $text (i32.add (local.get $text) (i32.const 1)))))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $next)))
    (local.get $text))

  ;; The next byte of a stream.
  (func $byte (param $stream i32) (result i32)
    (local.set $stream (i32.shl (local.get $stream) (i32.const 2)))
    (i32.store (local.get $stream) (i32.add (i32.load (local.get $stream)) (i32.const 1)))
    (i32.load8_u (i32.sub (i32.load (local.get $stream)) (i32.const 1))))

  ;; The value of the number that comes next in a stream, which stays there.
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

  ;; Copies so many bytes of a stream; where to go on.
  (func $bytes (param $stream i32) (param $count i32) (param $to i32) (result i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $count)))
        (i32.store8 (local.get $to) (call $byte (local.get $stream)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (br $next)))
    (local.get $to))

  ;; All functions from $to on, each with its length in three bytes; where they end. The streams:
  ;; 0 operations, 5 numbers, 6 lengths, 7 to 9 the parts of addresses, 11 branches, 14 others.
  (func (export "weave") (param $to i32) (result i32)
    (local $functions i32) (local $start i32) (local $count i32) (local $depth i32)
    (local $it i32) (local $before i32) (local $unaligned i32) (local $follows i32)
    (local.set $functions (call $peek (i32.const 14)))
    (local.set $to (call $number (i32.const 14) (local.get $to)))
    (loop $function
      (local.set $start (local.get $to))
      (local.set $to (i32.add (local.get $to) (i32.const 3)))
      ;; The runs of variables: how many, and of which type.
      (local.set $count (call $peek (i32.const 14)))
      (local.set $to (call $number (i32.const 14) (local.get $to)))
      (block $done
        (loop $run
          (br_if $done (i32.eqz (local.get $count)))
          (local.set $to (call $bytes (i32.const 14) (i32.const 1) (call $number (i32.const 14) (local.get $to))))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $run)))
      (local.set $depth (i32.const 1))
      (loop $next
        (local.set $before (local.get $it))
        (local.set $it (call $byte (i32.const 0)))
        (local.set $unaligned (i32.eq (local.get $it) (i32.const 0xfe)))
        (if (local.get $unaligned) (then (local.set $it (call $byte (i32.const 0)))))
        (local.set $follows (i32.load8_u offset=128 (local.get $it)))
        ;; A number behind an address is a length.
        (if (i32.and (i32.eq (local.get $follows) (i32.const 5)) (i32.eq (local.get $before) (i32.const 0xff)))
          (then (local.set $follows (i32.const 6))))
        (i32.store8 (local.get $to)
          (select (i32.const 0x41) (local.get $it) (i32.eq (local.get $it) (i32.const 0xff))))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (if (i32.eq (i32.shr_u (i32.add (local.get $follows) (i32.const 1)) (i32.const 1)) (i32.const 2)) (then
          ;; A memory access: what it loads from or stores to.
          (if (local.get $unaligned)
            (then (local.set $to (call $number (i32.const 14) (local.get $to))))
            (else
              (i32.store8 (local.get $to) (i32.load8_u offset=384 (local.get $it)))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))))))
        (if (i32.eq (local.get $follows) (i32.const 12)) (then ;; a block
          (local.set $depth (i32.add (local.get $depth) (i32.const 1)))))
        (if (local.get $follows) (then
          (if (i32.lt_u (local.get $follows) (i32.const 15)) (then
            (local.set $to (call $number (local.get $follows) (local.get $to))))
          (else (if (i32.eq (local.get $follows) (i32.const 15)) (then ;; end
            (local.set $depth (i32.sub (local.get $depth) (i32.const 1))))
          (else (if (i32.eq (local.get $follows) (i32.const 18)) (then ;; an address, as a number of four bytes
            (local.set $count (i32.or (i32.or
              (i32.shl (call $byte (i32.const 7)) (i32.const 12))
              (i32.shl (call $byte (i32.const 8)) (i32.const 6)))
              (call $byte (i32.const 9))))
            (i32.store (local.get $to) (i32.or (i32.const 0xc08080) (i32.or (i32.or
              (i32.and (local.get $count) (i32.const 127))
              (i32.and (i32.shl (local.get $count) (i32.const 1)) (i32.const 0x7f00)))
              (i32.and (i32.shl (local.get $count) (i32.const 2)) (i32.const 0x3f0000)))))
            (local.set $to (i32.add (local.get $to) (i32.const 4))))
          (else (if (i32.eq (local.get $follows) (i32.const 16)) (then ;; a table of branches
            (local.set $count (call $peek (i32.const 11)))
            (local.set $to (call $number (i32.const 11) (local.get $to)))
            (loop $target
              (local.set $to (call $number (i32.const 11) (local.get $to)))
              (local.set $count (i32.sub (local.get $count) (i32.const 1)))
              (br_if $target (i32.ge_s (local.get $count) (i32.const 0)))))
          (else (if (i32.eq (local.get $it) (i32.const 0x11)) (then ;; a call by table
            (local.set $to (call $number (i32.const 14) (call $number (i32.const 14) (local.get $to)))))
          (else (if (i32.eq (local.get $it) (i32.const 0xfc)) (then ;; memory.copy has two zeros behind it, memory.fill one
            (local.set $count (call $peek (i32.const 14)))
            (local.set $to (call $bytes (i32.const 14)
              (select (i32.sub (i32.const 12) (local.get $count)) (i32.const 0) (i32.gt_u (local.get $count) (i32.const 7)))
              (call $number (i32.const 14) (local.get $to)))))
          (else ;; a floating number of four or eight bytes
            (local.set $to (call $bytes (i32.const 14)
              (select (i32.const 4) (i32.const 8) (i32.eq (local.get $it) (i32.const 0x43)))
              (local.get $to)))))))))))))))))
        (br_if $next (local.get $depth)))
      ;; The length, whose first two bytes say that more follow.
      (local.set $count (i32.sub (i32.sub (local.get $to) (local.get $start)) (i32.const 3)))
      (i32.store16 (local.get $start) (i32.or (i32.const 0x8080) (i32.or
        (i32.and (local.get $count) (i32.const 127))
        (i32.and (i32.shl (local.get $count) (i32.const 1)) (i32.const 0x7f00)))))
      (i32.store8 (i32.add (local.get $start) (i32.const 2)) (i32.shr_u (local.get $count) (i32.const 14)))
      (local.set $functions (i32.sub (local.get $functions) (i32.const 1)))
      (br_if $function (local.get $functions)))
    (local.get $to))

  ;; The data from $to on; where it ends. $shift is how much more a byte's address is than its place here,
  ;; and $base than its place in the module as it was; $until is where the tokens end, $places and
  ;; $references where the places of texts and of what points to them are noted. The streams: 15 references, 16 addresses, 17 tokens, 18 raw, 19 texts, 20 prose.
  (func (export "data") (param $to i32) (param $shift i32) (param $base i32) (param $until i32) (param $places i32) (param $references i32) (result i32)
    (local $token i32) (local $place i32) (local $noted i32) (local $next i32) (local $newest i32)
    (local.set $place (local.get $places))
    (local.set $noted (local.get $references))
    (block $done
      (loop $more
        (br_if $done (i32.ge_u (i32.load (i32.const 68)) (local.get $until)))
        (local.set $token (call $byte (i32.const 17)))
        (if (i32.eq (local.get $token) (i32.const 248)) (then ;; a text, in which 254 is a run of Chinese
          (i32.store (local.get $place) (i32.add (local.get $to) (local.get $shift)))
          (i32.store offset=4 (local.get $place) (local.get $to))
          (block $ended
            (loop $character
              (br_if $ended (i32.eq (local.tee $token (call $byte (i32.const 19))) (i32.const 255)))
              (if (i32.eq (local.get $token) (i32.const 254)) (then
                (loop $chinese
                  (br_if $character (i32.eqz (local.tee $token (call $byte (i32.const 20)))))
                  (i32.store8 (local.get $to) (local.get $token))
                  (local.set $to (i32.add (local.get $to) (i32.const 1)))
                  (br $chinese))))
              (i32.store8 (local.get $to) (local.get $token))
              (local.set $to (i32.add (local.get $to) (i32.const 1)))
              (br $character)))
          (i32.store offset=4 (local.get $place) (i32.sub (local.get $to) (i32.load offset=4 (local.get $place))))
          (local.set $place (i32.add (local.get $place) (i32.const 8)))
          (br $more)))
        (if (i32.eq (local.get $token) (i32.const 249)) (then ;; a byte
          (local.set $to (call $bytes (i32.const 18) (i32.const 1) (local.get $to)))
          (br $more)))
        ;; A word stands at an address that four divides.
        (local.set $to (i32.add (local.get $to)
          (i32.and (i32.sub (i32.const 0) (i32.add (local.get $to) (local.get $shift))) (i32.const 3))))
        (if (i32.lt_u (local.get $token) (i32.const 248)) (then ;; a small one
          (i32.store (local.get $to) (local.get $token)))
        (else (if (i32.eq (local.get $token) (i32.const 250)) (then ;; any
          (drop (call $bytes (i32.const 18) (i32.const 4) (local.get $to))))
        (else (if (i32.eq (local.get $token) (i32.const 251)) (then ;; -1
          (i32.store (local.get $to) (i32.const -1)))
        (else (if (i32.eq (local.get $token) (i32.const 252)) (then ;; an address; the number is copied only to be passed
          (local.set $token (call $peek (i32.const 16)))
          (drop (call $number (i32.const 16) (local.get $to)))
          (i32.store (local.get $to) (i32.add (local.get $token) (local.get $base))))
        (else ;; the address and the length of a text, known only at the end
          (if (i32.eq (local.get $token) (i32.const 254)) (then (local.set $next (local.get $newest))))
          (if (i32.eq (local.get $token) (i32.const 255)) (then
            (local.set $next (call $peek (i32.const 15)))
            (drop (call $number (i32.const 15) (local.get $to)))))
          (i32.store (local.get $noted) (local.get $to))
          (i32.store offset=4 (local.get $noted) (i32.add (local.get $places) (i32.shl (local.get $next) (i32.const 3))))
          (local.set $noted (i32.add (local.get $noted) (i32.const 8)))
          (local.set $next (i32.add (local.get $next) (i32.const 1)))
          (if (i32.gt_u (local.get $next) (local.get $newest)) (then (local.set $newest (local.get $next))))
          (local.set $to (i32.add (local.get $to) (i32.const 4)))))))))))
        (local.set $to (i32.add (local.get $to) (i32.const 4)))
        (br $more)))
    (block $done
      (loop $reference
        (br_if $done (i32.eq (local.get $noted) (local.get $references)))
        (local.set $noted (i32.sub (local.get $noted) (i32.const 8)))
        (i64.store align=4 (i32.load (local.get $noted)) (i64.load align=4 (i32.load offset=4 (local.get $noted))))
        (br $reference)))
    (local.get $to)))
